/** Puts the runtime together from {@code bellbuoy.*}: properties, rule set, topics and beans. */
@NullMarked
package io.bellbuoy.stream.autoconfigure;

import org.jspecify.annotations.NullMarked;
