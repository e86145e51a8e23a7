/** One batch in one Kafka transaction, with its number as the witness that it was committed. */
@NullMarked
package io.bellbuoy.deadletters.redrive.send;

import org.jspecify.annotations.NullMarked;
