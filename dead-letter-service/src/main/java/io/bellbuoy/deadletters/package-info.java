/**
 * The dead letter service. A dead letter is read from its topic ({@code collect}), its headers are understood
 * ({@code headers}), it is told which group it belongs to ({@code fingerprint}), brought into the form that is kept
 * ({@code letter}) and stored with its group in one transaction ({@code store}); what somebody sends back
 * goes through {@code redrive}; {@code monitor} shows how that goes;
 * {@code property} is what the properties of all are held to.
 *
 * <p>From there on it is looked at: found ({@code search}), shown without what is sensitive ({@code masking}), with an entry
 * of who saw more ({@code audit}), as {@code desk} puts together for programs ({@code api}) and people ({@code console});
 * {@code security} says who may do what.
 */
@NullMarked
package io.bellbuoy.deadletters;

import org.jspecify.annotations.NullMarked;
