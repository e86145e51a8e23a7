package io.bellbuoy.events.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.events.event.TimeWindow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.DeadLetterRecordManager;
import org.springframework.kafka.listener.ListenerExecutionFailedException;

class DeadLetterHeadersTests {

    @Test
    void bytesArePinned() {
        assertThat(DeadLetterHeaders.int32(258)).containsExactly(0, 0, 1, 2);
        assertThat(DeadLetterHeaders.int64(72623859790382856L)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(DeadLetterHeaders.text("ä")).containsExactly(0xc3, 0xa4);
        assertThat(DeadLetterHeaders.text(-5L)).asString(UTF_8).isEqualTo("-5");
        assertThat(DeadLetterHeaders.rules(List.of("b", "a"))).asString(UTF_8).isEqualTo("b,a");
        assertThat(DeadLetterHeaders.window(
                        new TimeWindow(Instant.parse("2026-01-02T03:00:00Z"), Instant.parse("2026-01-02T03:10:00.5Z"))))
                .asString(UTF_8)
                .isEqualTo("2026-01-02T03:00:00.000Z/2026-01-02T03:10:00.500Z");
        assertThat(DeadLetterHeaders.sha256("abc".getBytes(UTF_8)))
                .asString(UTF_8)
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void numbersAreReadAsTheyWereWritten() {
        assertThat(DeadLetterHeaders.readInt32(DeadLetterHeaders.int32(Integer.MIN_VALUE)))
                .isEqualTo(Integer.MIN_VALUE);
        assertThat(DeadLetterHeaders.readInt64(DeadLetterHeaders.int64(Long.MAX_VALUE)))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(DeadLetterHeaders.readText(DeadLetterHeaders.text("ä"))).isEqualTo("ä");
    }

    @Test
    void numberOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> DeadLetterHeaders.readInt64(DeadLetterHeaders.text("17")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 2 bytes, but a number of 8 bytes is needed");
    }

    @Test
    void springWritesTheSameNamesAndBytes() {
        ConsumerRecord<String, String> record = new ConsumerRecord<>(
                "transactions",
                3,
                42L,
                1767323045678L,
                TimestampType.CREATE_TIME,
                1,
                1,
                "k",
                "v",
                new RecordHeaders(),
                Optional.empty());
        Headers spring = new RecordHeaders();
        Exception failure = new ListenerExecutionFailedException(
                "listener failed", "fraud-detection", new IllegalStateException("no rate"));

        new DeadLetterRecordManager().addAndEnhanceHeaders(record, failure, null, null, spring);

        Map<String, byte[]> ours = new LinkedHashMap<>();
        ours.put(DeadLetterHeaders.ORIGINAL_TOPIC, DeadLetterHeaders.text("transactions"));
        ours.put(DeadLetterHeaders.ORIGINAL_PARTITION, DeadLetterHeaders.int32(3));
        ours.put(DeadLetterHeaders.ORIGINAL_OFFSET, DeadLetterHeaders.int64(42));
        ours.put(DeadLetterHeaders.ORIGINAL_TIMESTAMP, DeadLetterHeaders.int64(1767323045678L));
        ours.put(DeadLetterHeaders.ORIGINAL_TIMESTAMP_TYPE, DeadLetterHeaders.text("CreateTime"));
        ours.put(DeadLetterHeaders.ORIGINAL_CONSUMER_GROUP, DeadLetterHeaders.text("fraud-detection"));
        ours.put(
                DeadLetterHeaders.EXCEPTION_FQCN,
                DeadLetterHeaders.text(failure.getClass().getName()));
        ours.put(DeadLetterHeaders.EXCEPTION_CAUSE_FQCN, DeadLetterHeaders.text("java.lang.IllegalStateException"));
        ours.forEach((name, bytes) -> assertThat(spring.lastHeader(name))
                .as(name)
                .isNotNull()
                .satisfies(header -> assertThat(header.value()).isEqualTo(bytes)));
        assertThat(spring.lastHeader(DeadLetterHeaders.EXCEPTION_MESSAGE)).isNotNull();
        assertThat(spring.lastHeader(DeadLetterHeaders.EXCEPTION_STACKTRACE)).isNotNull();
        assertThat(spring.toArray())
                .as("every header of Spring's is known here")
                .hasSize(ours.size() + 2);
    }
}
