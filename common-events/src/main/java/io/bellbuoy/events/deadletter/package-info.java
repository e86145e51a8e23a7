/** How a record that could not be processed, or came too late, is described in the headers of its copy. */
@NullMarked
package io.bellbuoy.events.deadletter;

import org.jspecify.annotations.NullMarked;
