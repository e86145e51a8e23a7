/** From a condition that holds to an alert: identity, evidence, suppression, blocks, and the lists that override them. */
@NullMarked
package io.bellbuoy.engine.alerting;

import org.jspecify.annotations.NullMarked;
