package io.bellbuoy.stream.decode;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records and a stream of payments for tests. */
public final class TestRecords {

    public static final String TOPIC = "transactions";
    public static final long TIMESTAMP = 1_767_323_045_678L;

    private TestRecords() {}

    public static Schema schema() {
        return new Schema(List.of(
                Field.of("transactionId", FieldType.STRING).asRequired(),
                Field.of("accountId", FieldType.STRING).asRequired(),
                Field.of("timestamp", FieldType.TIMESTAMP).asRequired(),
                new Field("amount", FieldType.DECIMAL, true, BigDecimal.ZERO, new BigDecimal("1000000")),
                Field.of("country", FieldType.STRING),
                Field.of("cardPresent", FieldType.BOOLEAN)));
    }

    public static StreamSpec stream(TimeSource time) {
        return StreamSpec.of("payments", schema(), "transactionId", "accountId", time);
    }

    public static InputTopic input() {
        return new InputTopic(TOPIC, stream(TimeSource.field("timestamp")), 1_048_576);
    }

    public static ConsumerRecord<byte @Nullable [], byte @Nullable []> record(
            byte @Nullable [] key, byte @Nullable [] value, RecordHeaders headers) {
        return new ConsumerRecord<>(
                TOPIC, 3, 42, TIMESTAMP, TimestampType.CREATE_TIME, 0, 0, key, value, headers, Optional.empty());
    }

    public static ConsumerRecord<byte @Nullable [], byte @Nullable []> record(
            @Nullable String key, @Nullable String value) {
        return record(bytes(key), bytes(value), new RecordHeaders());
    }

    public static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
