/** From what a task puts out to the records that are sent: topics, keys, JSON and headers. */
@NullMarked
package io.bellbuoy.stream.emit;

import org.jspecify.annotations.NullMarked;
