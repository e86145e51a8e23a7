/** Windows, half-open: which ones an event belongs to, and when each is over. */
@NullMarked
package io.bellbuoy.engine.window;

import org.jspecify.annotations.NullMarked;
