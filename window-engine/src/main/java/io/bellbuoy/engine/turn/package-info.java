/** One piece of a task's work, all or nothing: the state and the watermark as they stand, what was read of them, what comes out. */
@NullMarked
package io.bellbuoy.engine.turn;

import org.jspecify.annotations.NullMarked;
