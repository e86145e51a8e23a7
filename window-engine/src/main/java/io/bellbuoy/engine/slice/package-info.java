/** Windowed state: slices of the time grid, pre-aggregated, and exact points for trailing windows. */
@NullMarked
package io.bellbuoy.engine.slice;

import org.jspecify.annotations.NullMarked;
