/**
 * Keyed state of one task: cells addressed by key, changed through a journal that can undo an event or a batch, with
 * timers that wake a key when the watermark arrives.
 */
@NullMarked
package io.bellbuoy.engine.state;

import org.jspecify.annotations.NullMarked;
