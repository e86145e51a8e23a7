/** Event time: the watermark of a task, from the sources it reads. */
@NullMarked
package io.bellbuoy.engine.time;

import org.jspecify.annotations.NullMarked;
