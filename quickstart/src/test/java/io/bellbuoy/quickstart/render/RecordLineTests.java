package io.bellbuoy.quickstart.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.events.alert.AlertStatus;
import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.quickstart.console.TestConsole;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordLineTests {

    private final EventCodec codec = new EventCodec();
    private final RecordLine lines = new RecordLine(new TestConsole().console());

    @Test
    void alertIsTimeSeverityRuleKeyMessageStatus() {
        assertThat(readable(codec.write(Samples.alert("high-value", 1, AlertStatus.FIRING, "t1", "A1")), Map.of()))
                .isEqualTo("2026-01-02 03:04:05  HIGH      high-value          accountId=A1  12000.00 in 10 minutes"
                        + "  (FIRING)");
        assertThat(readable(codec.write(Samples.alert("high-value", 1, AlertStatus.RETRACTED, "t1", "A1")), Map.of()))
                .endsWith("(RETRACTED revision 2)");
    }

    @Test
    void actionsSayUntilWhenOrWhy() {
        assertThat(readable(codec.write(Samples.block()), Map.of()))
                .isEqualTo("2026-01-02 03:04:05  BLOCK     new-country-spike   accountId=A1"
                        + " (blocked until 2026-01-03 03:04:05)");
        assertThat(readable(codec.write(Samples.release()), Map.of()))
                .isEqualTo("2026-01-02 03:04:05  RELEASE   new-country-spike   accountId=A1 (released LIFTED)");
    }

    @Test
    void decisionIsTimeOutcomeScorecardKeyEventScoreAndItsRules() {
        assertThat(readable(codec.write(Samples.decision()), Map.of()))
                .isEqualTo("2026-01-02 03:04:05  REVIEW    card-payment        accountId=A1  t1  score 60"
                        + " (high-value 60)");
        assertThat(readable(codec.write(Samples.overridden()), Map.of()))
                .isEqualTo("2026-01-02 03:04:05  BLOCK     card-payment        accountId=A1  t2  score 60"
                        + " (high-value 60)  on stolen: reported, until 2026-01-03 03:04:05");
    }

    @Test
    void deadLetterIsReadFromItsHeaders() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(DeadLetterHeaders.ORIGINAL_TOPIC, DeadLetterHeaders.text("transactions"));
        headers.put(DeadLetterHeaders.ORIGINAL_PARTITION, DeadLetterHeaders.int32(3));
        headers.put(DeadLetterHeaders.ORIGINAL_OFFSET, DeadLetterHeaders.int64(77));
        headers.put(DeadLetterHeaders.FAILURE, DeadLetterHeaders.text("INVALID"));
        headers.put(DeadLetterHeaders.FINGERPRINT, DeadLetterHeaders.text("0123456789abcdef"));
        headers.put(DeadLetterHeaders.EXCEPTION_MESSAGE, DeadLetterHeaders.text("amount is below 0"));

        assertThat(readable("{".getBytes(StandardCharsets.UTF_8), headers))
                .isEqualTo(
                        "2026-01-02 03:04:05  INVALID  transactions-3@77  key=A1  amount is below 0 (0123456789abcdef)");
    }

    @Test
    void lateRecordSaysWhatItMissed() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(DeadLetterHeaders.ORIGINAL_TOPIC, DeadLetterHeaders.text("transactions"));
        headers.put(DeadLetterHeaders.ORIGINAL_PARTITION, DeadLetterHeaders.int32(0));
        headers.put(DeadLetterHeaders.ORIGINAL_OFFSET, DeadLetterHeaders.int64(5));
        headers.put(DeadLetterHeaders.LATE_RULES, DeadLetterHeaders.text("high-value"));
        headers.put(DeadLetterHeaders.LATE_WINDOW, DeadLetterHeaders.text("W"));
        headers.put(DeadLetterHeaders.WATERMARK, DeadLetterHeaders.text(0));

        assertThat(readable("{}".getBytes(StandardCharsets.UTF_8), headers))
                .isEqualTo(
                        "2026-01-02 03:04:05  LATE  transactions-0@5  key=A1  late for high-value, window W, watermark"
                                + " 1970-01-01 00:00:00");
    }

    @Test
    void anythingElseIsJsonOrText() {
        assertThat(readable("{ \"a\": 1 }".getBytes(StandardCharsets.UTF_8), Map.of()))
                .isEqualTo("topic-2@9  key=A1  {\"a\":1}");
        assertThat(readable("not\u001bjson".getBytes(StandardCharsets.UTF_8), Map.of()))
                .isEqualTo("topic-2@9  key=A1  not\ufffdjson");
        assertThat(readable(null, Map.of())).isEqualTo("topic-2@9  key=A1  (no value)");
        assertThat(readable(null, Map.of(DeadLetterHeaders.WATERMARK, DeadLetterHeaders.text(0))))
                .isEqualTo("topic-2@9  watermark 1970-01-01 00:00:00");
    }

    @Test
    void alertOfAnotherFormIsShownAsJson() {
        assertThat(readable("{\"rule\":1,\"severity\":2,\"status\":3}".getBytes(StandardCharsets.UTF_8), Map.of()))
                .isEqualTo("topic-2@9  key=A1  {\"rule\":1,\"severity\":2,\"status\":3}");
    }

    @Test
    void machineFormHoldsEverything() {
        assertThat(lines.machine(
                        record("{\"a\":1.50}".getBytes(StandardCharsets.UTF_8), Map.of("h", new byte[] {'x'}))))
                .isEqualTo(
                        "{\"topic\":\"topic\",\"partition\":2,\"offset\":9,\"timestamp\":\"2026-01-02T03:04:05.678Z\","
                                + "\"key\":\"A1\",\"headers\":{\"h\":\"x\"},\"value\":{\"a\":1.50}}");
        assertThat(lines.machine(record("no json".getBytes(StandardCharsets.UTF_8), Map.of())))
                .endsWith("\"value\":\"no json\"}");
        assertThat(lines.machine(record(null, Map.of()))).endsWith("\"value\":null}");
    }

    private String readable(byte @Nullable [] value, Map<String, byte[]> headers) {
        return lines.readable(record(value, headers));
    }

    private static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] value, Map<String, byte[]> headers) {
        RecordHeaders all = new RecordHeaders();
        headers.forEach(all::add);
        return new ConsumerRecord<>(
                "topic",
                2,
                9,
                Samples.TIME.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                0,
                "A1".getBytes(StandardCharsets.UTF_8),
                value,
                all,
                Optional.empty());
    }
}
