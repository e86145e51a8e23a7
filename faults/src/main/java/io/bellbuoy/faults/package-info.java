/**
 * The guarantees of a service, tried on real processes and a real broker: {@code workload} makes the input, {@code oracle} says
 * what must come out of it, {@code outcome} compares, {@code cluster} holds brokers and instances, {@code strike} the faults,
 * {@code run} leads through a trial, {@code cli} is the command.
 */
@NullMarked
package io.bellbuoy.faults;

import org.jspecify.annotations.NullMarked;
