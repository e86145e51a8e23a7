/** Follows a topic and prints what is committed to it. */
@NullMarked
package io.bellbuoy.quickstart.tail;

import org.jspecify.annotations.NullMarked;
