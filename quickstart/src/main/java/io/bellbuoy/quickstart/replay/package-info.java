/** Feeds a file into a topic in the pace of its events' time. */
@NullMarked
package io.bellbuoy.quickstart.replay;

import org.jspecify.annotations.NullMarked;
