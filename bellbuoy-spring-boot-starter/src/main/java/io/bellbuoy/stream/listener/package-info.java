/** The one loop: poll, decode, task, log, offsets, commit; and what happens when partitions come and go. */
@NullMarked
package io.bellbuoy.stream.listener;

import org.jspecify.annotations.NullMarked;
