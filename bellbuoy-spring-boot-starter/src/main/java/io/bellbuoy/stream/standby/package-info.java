/**
 * Which instance keeps a warm copy of which task's state: decided by each for itself, and alike, from what the consumer group
 * says of its members.
 */
@NullMarked
package io.bellbuoy.stream.standby;

import org.jspecify.annotations.NullMarked;
