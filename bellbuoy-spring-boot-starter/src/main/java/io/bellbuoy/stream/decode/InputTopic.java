package io.bellbuoy.stream.decode;

import io.bellbuoy.engine.rule.StreamSpec;
import java.util.Objects;

/**
 * A topic and the stream that is read from it.
 *
 * @param topic the topic; no other stream reads it
 * @param stream the stream
 * @param isTable whether the stream fills a table: its topic is compacted, and a record without a value deletes an entry
 * @param maxRecordBytes the largest record that is decoded: key, value and headers together; larger ones are dead letters
 */
public record InputTopic(String topic, StreamSpec stream, boolean isTable, int maxRecordBytes) {

    public InputTopic {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(stream, "stream");
        if (maxRecordBytes < 1) {
            throw new IllegalArgumentException("max-record-size=" + maxRecordBytes + " must be 1 byte or more.");
        }
    }

    /** A topic of events. */
    public InputTopic(String topic, StreamSpec stream, int maxRecordBytes) {
        this(topic, stream, false, maxRecordBytes);
    }
}
