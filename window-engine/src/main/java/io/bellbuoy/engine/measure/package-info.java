/** What rules read from windowed state: the aggregates of a window, or of the time up to an event. */
@NullMarked
package io.bellbuoy.engine.measure;

import org.jspecify.annotations.NullMarked;
