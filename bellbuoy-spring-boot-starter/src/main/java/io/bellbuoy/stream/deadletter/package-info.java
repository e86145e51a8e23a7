/** Copies of records that could not be processed or came too late: original bytes, and headers that say why. */
@NullMarked
package io.bellbuoy.stream.deadletter;

import org.jspecify.annotations.NullMarked;
