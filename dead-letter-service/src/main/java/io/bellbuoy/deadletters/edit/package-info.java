/** A dead letter whose value somebody corrects: shown as a difference, held against its schema, redriven in place of the original. */
@NullMarked
package io.bellbuoy.deadletters.edit;

import org.jspecify.annotations.NullMarked;
