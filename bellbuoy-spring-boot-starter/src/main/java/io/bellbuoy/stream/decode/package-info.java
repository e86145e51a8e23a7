/** From a Kafka record to a typed event, a watermark, or the reason why it is neither. */
@NullMarked
package io.bellbuoy.stream.decode;

import org.jspecify.annotations.NullMarked;
