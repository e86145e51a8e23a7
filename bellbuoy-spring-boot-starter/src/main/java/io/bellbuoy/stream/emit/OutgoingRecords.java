package io.bellbuoy.stream.emit;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Takes the records of a batch, in order; the producer of its transaction. */
@FunctionalInterface
public interface OutgoingRecords {

    /** Takes one record. */
    void send(ProducerRecord<byte @Nullable [], byte @Nullable []> record);

    /** Takes note of an event that was dropped because its id was seen before; nothing is sent for it. */
    default void duplicate(String stream) {}
}
