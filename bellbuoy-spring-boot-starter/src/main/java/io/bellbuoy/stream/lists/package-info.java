/** Reads the topics of lists, whole, in every process; tasks take over what was read at the begin of their batches. */
@NullMarked
package io.bellbuoy.stream.lists;

import org.jspecify.annotations.NullMarked;
