/** Lists that every task knows whole: what a process has read of their topics is taken over between batches, into the task's state. */
@NullMarked
package io.bellbuoy.engine.list;

import org.jspecify.annotations.NullMarked;
