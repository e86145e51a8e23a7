/** The promises of the whole: the built service in its own JVM, a real broker, real input, and {@code kill -9}. */
@NullMarked
package io.bellbuoy.quickstart.acceptance;

import org.jspecify.annotations.NullMarked;
