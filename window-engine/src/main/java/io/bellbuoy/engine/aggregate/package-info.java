/** Mergeable aggregates, from count and sum to sketches of distinct values. */
@NullMarked
package io.bellbuoy.engine.aggregate;

import org.jspecify.annotations.NullMarked;
