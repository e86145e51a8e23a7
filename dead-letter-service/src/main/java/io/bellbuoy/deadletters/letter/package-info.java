/** A dead letter in the form in which it is kept: where it lies, what failed, key, value and headers to the last byte. */
@NullMarked
package io.bellbuoy.deadletters.letter;

import org.jspecify.annotations.NullMarked;
