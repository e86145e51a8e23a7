/** Mergeable aggregates: count, sum, average, extremes, deviation, distinct values. */
@NullMarked
package io.bellbuoy.engine.aggregate;

import org.jspecify.annotations.NullMarked;
