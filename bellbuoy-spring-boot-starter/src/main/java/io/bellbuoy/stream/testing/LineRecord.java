package io.bellbuoy.stream.testing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Makes the record that a line stands for: of partition 0, with the number of the line as its offset. */
final class LineRecord {

    private LineRecord() {}

    /** @param timestamp epoch milliseconds */
    static ConsumerRecord<byte @Nullable [], byte @Nullable []> of(
            String topic, int line, long timestamp, @Nullable String key, byte @Nullable [] value, Headers headers) {
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return new ConsumerRecord<>(
                topic,
                0,
                line,
                timestamp,
                TimestampType.CREATE_TIME,
                keyBytes == null ? 0 : keyBytes.length,
                value == null ? 0 : value.length,
                keyBytes,
                value,
                headers,
                Optional.empty());
    }
}
