package io.bellbuoy.stream.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.output.Evidence;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Outcome;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.window.Window;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.decision.Decision;
import io.bellbuoy.events.json.CloudEventHeaders;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.stream.deadletter.DeadLetterLimits;
import io.bellbuoy.stream.deadletter.DeadLetters;
import io.bellbuoy.stream.deadletter.RecordSizes;
import io.bellbuoy.stream.decode.ConsumedRecord;
import io.bellbuoy.stream.decode.TestRecords;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutputRecordsTests {

    private static final long TIME = TestRecords.TIMESTAMP;
    private static final UUID ID = UUID.fromString("00000000-0000-5000-8000-000000000001");

    private final EventCodec codec = new EventCodec();
    private final List<ProducerRecord<byte @Nullable [], byte @Nullable []>> sent = new ArrayList<>();
    private final OutputRecords outputs = new OutputRecords(
            EmitSettings.of("fraud", "fraud-alerts", "account-actions"),
            new DeadLetters("fraud", new DeadLetterLimits(Map.of(TestRecords.TOPIC, 200_000))),
            codec,
            sent::add);

    @Test
    void alertIsItsJsonKeyedByRecordKey() {
        outputs.alert(alert("high", Map.of("total", new BigDecimal("10000.50"))));

        assertThat(json()).isEqualTo("""
                        {"id":"00000000-0000-5000-8000-000000000001","revision":2,"status":"REVISED","application":"fraud",\
                        "rule":"high-value","ruleVersion":"v1","severity":"HIGH","message":"high","key":{"accountId":"acc-1"},\
                        "window":{"start":"2026-01-02T03:04:05.678Z","end":"2026-01-02T03:14:05.678Z"},"eventId":"t1",\
                        "eventTime":"2026-01-02T03:04:05.678Z","values":{"total":"10000.50"},"condition":"total > 10000",\
                        "evidence":{"topic":"transactions","partition":3,"firstOffset":40,"lastOffset":42,"triggerOffset":42}}""");
        assertThat(only().topic()).isEqualTo("fraud-alerts");
        assertThat(only().key()).isEqualTo(TestRecords.bytes("acc-1"));
        assertHeaders(CloudEventHeaders.of(
                ID + "/2", "/bellbuoy/fraud", CloudEventHeaders.ALERT, Instant.ofEpochMilli(TIME), "acc-1"));
    }

    @Test
    void alertThatIsTooLargeIsCutAndSaysSo() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("total", BigDecimal.TEN);
        values.put("country", "ü".repeat(900_000));

        outputs.alert(alert("m".repeat(2_000_000), values));

        assertThat(RecordSizes.of(only())).isLessThan(EmitSettings.MAX_RECORD_BYTES);
        Alert alert = codec.read(json().getBytes(StandardCharsets.UTF_8), Alert.class);
        assertThat(alert.message()).endsWith("m… (2000000 characters)");
        assertThat(alert.values().get("country")).asString().endsWith("ü… (900000 characters)");
        assertThat(alert.values()).containsEntry("total", "10");
    }

    @Test
    void decisionIsItsJsonKeyedByRecordKey() {
        outputs.decision(decision("DE"));

        assertThat(json()).isEqualTo("""
                        {"eventId":"t1","key":{"accountId":"acc-1"},"eventTime":"2026-01-02T03:04:05.678Z",\
                        "scorecard":"card-payment","scorecardVersion":"v2","score":"60","outcome":"REVIEW","scored":"REVIEW",\
                        "parts":[{"rule":"high-value","ruleVersion":"v1","weight":"60","holds":true,"values":{"country":"DE"}}],"lists":[]}""");
        assertThat(only().topic()).isEqualTo("fraud-decisions");
        assertThat(only().key()).isEqualTo(TestRecords.bytes("acc-1"));
        assertHeaders(CloudEventHeaders.of(
                "card-payment/t1", "/bellbuoy/fraud", CloudEventHeaders.DECISION, Instant.ofEpochMilli(TIME), "acc-1"));
    }

    @Test
    void decisionThatIsTooLargeIsCutAndSaysSo() {
        outputs.decision(decision("ü".repeat(900_000)));

        assertThat(RecordSizes.of(only())).isLessThan(EmitSettings.MAX_RECORD_BYTES);
        Decision decision = codec.read(json().getBytes(StandardCharsets.UTF_8), Decision.class);
        assertThat(decision.parts().get(0).values().get("country")).asString().endsWith("ü… (900000 characters)");
        assertThat(decision.score()).isEqualTo("60");
    }

    private static Output.Decision decision(String country) {
        return new Output.Decision(
                "card-payment",
                "v2",
                "acc-1",
                Map.of("accountId", "acc-1"),
                "t1",
                TIME,
                new BigDecimal("60"),
                Outcome.REVIEW,
                Outcome.REVIEW,
                List.of(new Output.Part("high-value", "v1", new BigDecimal("60"), true, Map.of("country", country))),
                List.of());
    }

    @Test
    void actionsAreKeyedByAccount() {
        outputs.action(new Output.Action(ID, Output.ActionKind.BLOCK, "acc-1", "far", ID, TIME, TIME + 1000, TIME));
        assertThat(json())
                .contains("\"type\":\"BLOCK\"", "\"until\":\"2026-01-02T03:04:06.678Z\"")
                .doesNotContain("reason");
        sent.clear();

        outputs.action(new Output.Action(
                ID, Output.ActionKind.RELEASE_EXPIRED, "acc-1", "far", ID, TIME, TIME + 1000, TIME + 1000));
        assertThat(json())
                .contains("\"type\":\"RELEASE\"", "\"since\":\"2026-01-02T03:04:06.678Z\"", "\"reason\":\"EXPIRED\"")
                .doesNotContain("until");
        assertThat(only().topic()).isEqualTo("account-actions");
        assertThat(only().key()).isEqualTo(TestRecords.bytes("acc-1"));
        assertThat(text("ce_id")).isEqualTo(ID + "/release");
    }

    @Test
    void headersAreThoseOfCloudEvents() {
        EventHeaders headers = new EventHeaders("/bellbuoy/fraud");
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            Instant time = Instant.ofEpochMilli(TIME + random.nextInt(400_000_000) - 200_000_000);
            Map<String, byte[]> expected = CloudEventHeaders.of("id", "/bellbuoy/fraud", "t", time, "s");

            var found = headers.of("id", EventHeaders.type("t"), time.toEpochMilli(), "s");

            assertThat(asTexts(found)).isEqualTo(asTexts(expected));
        }
    }

    @Test
    void valuesOfAnEmptyMapAndALoneSurrogateAreSent() {
        outputs.values(new Output.Values("f", "", null, Map.of("k", "\ud800"), TIME, null, Map.of()));

        assertThat(json())
                .isEqualTo("{\"key\":{\"k\":\"?\"},\"eventTime\":\"2026-01-02T03:04:05.678Z\",\"values\":{}}");
        assertThat(only().headers().lastHeader("ce_subject")).isNull();
        assertThat(text("ce_time")).isEqualTo("2026-01-02T03:04:05.678Z");
    }

    @Test
    void valuesWithAnIdAreToldApartByIt() {
        outputs.values(new Output.Values(
                "unfinished", "acc-1", null, Map.of("k", "1"), TIME, new Window(TIME, TIME + 1), Map.of(), ID));

        assertThat(text("ce_id")).isEqualTo("unfinished/" + ID);
        assertThat(json()).doesNotContain(ID.toString());
    }

    @Test
    void engineFailuresBecomeDeadLetters() {
        SourceRecord source = new ConsumedRecord(TestRecords.record("acc-1", "{}"));

        outputs.dead(new Output.Dead(source, Output.Reason.TOO_FAR_AHEAD, null, "too far", null));
        outputs.dead(new Output.Dead(source, Output.Reason.RULE_FAILED, "r", "failed", "x.Y"));
        outputs.dead(new Output.Dead(source, Output.Reason.WATERMARK_REFUSED, null, "refused", null));

        assertThat(sent)
                .extracting(record -> header(record, "bellbuoy-failure"))
                .containsExactly("TOO_FAR_AHEAD", "RULE_FAILED", "INVALID");
        assertThat(sent).extracting(record -> header(record, "bellbuoy-stage")).containsExactly("time", "rule", "time");
        assertThat(header(sent.get(1), "bellbuoy-rule")).isEqualTo("r");
        assertThat(sent).allSatisfy(record -> assertThat(record.topic()).isEqualTo("transactions-dlt"));
    }

    private static Output.Alert alert(String message, Map<String, @Nullable Object> values) {
        return new Output.Alert(
                ID,
                2,
                AlertStatus.REVISED,
                "high-value",
                "v1",
                Severity.HIGH,
                message,
                "acc-1",
                Map.of("accountId", "acc-1"),
                new Window(TIME, TIME + 600_000),
                "t1",
                TIME,
                values,
                "total > 10000",
                Long.MIN_VALUE,
                new Evidence("transactions", 3, 40, 42, 42));
    }

    private ProducerRecord<byte @Nullable [], byte @Nullable []> only() {
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }

    private String json() {
        return new String(only().value(), StandardCharsets.UTF_8);
    }

    private String text(String header) {
        return header(only(), header);
    }

    private static String header(ProducerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private void assertHeaders(Map<String, byte[]> expected) {
        assertThat(asTexts(only().headers())).isEqualTo(asTexts(expected));
    }

    private static List<String> asTexts(Map<String, byte[]> headers) {
        List<String> texts = new ArrayList<>();
        headers.forEach((name, value) -> texts.add(name + "=" + new String(value, StandardCharsets.UTF_8)));
        return texts;
    }

    private static List<String> asTexts(Iterable<Header> headers) {
        List<String> texts = new ArrayList<>();
        headers.forEach(header -> texts.add(header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8)));
        return texts;
    }
}
