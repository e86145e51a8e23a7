/** How long it takes from an event to the alert that it raises. */
@NullMarked
package io.bellbuoy.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
