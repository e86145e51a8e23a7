/** The documentation is true: its examples run, its links lead somewhere, and its tables are complete. */
@NullMarked
package io.bellbuoy.stream.docs;

import org.jspecify.annotations.NullMarked;
