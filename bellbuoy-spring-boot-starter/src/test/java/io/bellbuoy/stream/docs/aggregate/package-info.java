/** The aggregate of docs/rules.md and its test. */
@NullMarked
package io.bellbuoy.stream.docs.aggregate;

import org.jspecify.annotations.NullMarked;
