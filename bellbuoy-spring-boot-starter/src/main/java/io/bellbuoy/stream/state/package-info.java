/**
 * What is durable about state: the log of absolute values, the local RocksDB, the remote checkpoint topic, and the way back
 * from them to a task's state after a restart.
 */
@NullMarked
package io.bellbuoy.stream.state;

import org.jspecify.annotations.NullMarked;
