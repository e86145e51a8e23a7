package io.bellbuoy.stream.decode;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decodes the records of one topic. Not thread-safe: each consumer thread has its own. */
@FunctionalInterface
public interface TopicDecoder {

    /** What the record is. */
    Decoded decode(ConsumerRecord<byte @Nullable [], byte @Nullable []> record);
}
