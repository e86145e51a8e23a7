/** The detector of docs/rules.md and its test. */
@NullMarked
package io.bellbuoy.stream.docs.detector;

import org.jspecify.annotations.NullMarked;
