/** Meters of the loop and of state. */
@NullMarked
package io.bellbuoy.stream.autoconfigure.metrics;

import org.jspecify.annotations.NullMarked;
