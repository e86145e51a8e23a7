package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Twelve transactions of two accounts in two arrival orders, and exactly what must ring. Eleven reach the engine; the
 * twelfth cannot be decoded and is a dead letter before it.
 */
class TwelveEventsTests {

    private static final Schema TRANSACTION = new Schema(List.of(
            Field.of("transactionId", FieldType.STRING).asRequired(),
            Field.of("accountId", FieldType.STRING).asRequired(),
            Field.of("timestamp", FieldType.TIMESTAMP).asRequired(),
            Field.of("amount", FieldType.DECIMAL).asRequired(),
            Field.of("status", FieldType.STRING),
            Field.of("country", FieldType.STRING)));

    private static final StreamSpec TRANSACTIONS = new StreamSpec(
            "transactions",
            TRANSACTION,
            "transactionId",
            "accountId",
            TimeSource.field("timestamp"),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofHours(24),
            true);

    private static final FeatureSpec MEAN_30D = FeatureSpec.of(
            "mean30d",
            "transactions",
            List.of("accountId"),
            new WindowSpec.Trailing(Duration.ofDays(30), true),
            "avg(amount)");

    private static final RuleSpec HIGH_VALUE = new RuleSpec(
            "high-value",
            "transactions",
            "status != 'DECLINED'",
            List.of("accountId"),
            WindowSpec.sliding(Duration.ofMinutes(10), Duration.ofMinutes(1)),
            computed(),
            "total > 10000",
            Severity.HIGH,
            "{total} in 10 minutes over {n} payments",
            Duration.ofMinutes(30),
            Evaluate.ON_ARRIVAL,
            Emit.EARLY,
            Duration.ofMinutes(2),
            null,
            null);

    private static final RuleSpec FAR_AND_LARGE = new RuleSpec(
            "far-and-large",
            "transactions",
            null,
            List.of("accountId", "country"),
            WindowSpec.trailing(Duration.ofDays(365)),
            Map.of("seen", "count()"),
            "seen == 1 && amount > 5 * features.mean30d",
            Severity.HIGH,
            "{amount} from {country}, seen for the first time",
            null,
            Evaluate.ON_ARRIVAL,
            Emit.EARLY,
            Duration.ZERO,
            null,
            new BlockSpec(Duration.ofHours(24), null));

    private static Map<String, String> computed() {
        Map<String, String> computed = new LinkedHashMap<>();
        computed.put("total", "sum(amount)");
        computed.put("n", "count()");
        return computed;
    }

    private final PipelineTester tester = PipelineTester.of(
            new RuleSet("twelve", List.of(TRANSACTIONS), List.of(MEAN_30D), List.of(HIGH_VALUE, FAR_AND_LARGE)));

    @Test
    void inTheFirstOrder() {
        send("a1", "A", "10:00:00", "100.00", "DE");
        send("a2", "A", "10:01:00", "100.00", "DE");
        send("b1", "B", "10:02:27", "50.00", "FR");
        send("a3", "A", "10:02:30", "6000.00", "DE");
        send("a4", "A", "10:03:00", "5000.00", "DE");
        send("a4", "A", "10:03:00", "5000.00", "DE");
        send("a5", "A", "10:03:50", "300.00", "DE");
        send("b2", "B", "10:05:00", "900.00", "JP");
        send("a6", "A", "10:03:20", "700.00", "DE");
        send("a7", "A", "10:20:00", "10.00", "DE");
        send("a8", "A", "10:04:30", "99.00", "DE");

        assertThat(rang())
                .containsExactly(
                        "high-value A [09:54, 10:04) FIRING 1: 11200.00 in 10 minutes over 4 payments",
                        "high-value A [09:54, 10:04) REVISED 2: 11500.00 in 10 minutes over 5 payments",
                        "far-and-large B/JP b2 FIRING 1: 900.00 from JP, seen for the first time",
                        "high-value A [09:54, 10:04) REVISED 3: 12200.00 in 10 minutes over 6 payments");
        assertTheRest();
    }

    @Test
    void inTheSecondOrder() {
        send("a2", "A", "10:01:00", "100.00", "DE");
        send("a1", "A", "10:00:55", "100.00", "DE");
        send("a3", "A", "10:02:30", "6000.00", "DE");
        send("b1", "B", "10:02:27", "50.00", "FR");
        send("a5", "A", "10:03:05", "300.00", "DE");
        send("a4", "A", "10:03:00", "5000.00", "DE");
        send("a4", "A", "10:03:00", "5000.00", "DE");
        send("b2", "B", "10:05:00", "900.00", "JP");
        send("a6", "A", "10:03:20", "700.00", "DE");
        send("a7", "A", "10:20:00", "10.00", "DE");
        send("a8", "A", "10:04:30", "99.00", "DE");

        assertThat(rang())
                .containsExactly(
                        "high-value A [09:54, 10:04) FIRING 1: 11500.00 in 10 minutes over 5 payments",
                        "far-and-large B/JP b2 FIRING 1: 900.00 from JP, seen for the first time",
                        "high-value A [09:54, 10:04) REVISED 2: 12200.00 in 10 minutes over 6 payments");
        assertTheRest();
    }

    private void assertTheRest() {
        assertThat(tester.outputs().duplicates()).containsExactly("transactions");
        assertThat(tester.outputs().dead()).isEmpty();
        assertThat(tester.outputs().late())
                .extracting(late -> late.names() + " at " + time(late.watermark()))
                .containsExactly(
                        "[mean30d, far-and-large] at 10:04:55", "[mean30d, high-value, far-and-large] at 10:19:55");
        assertThat(tester.outputs().actions())
                .extracting(action -> action.kind() + " " + action.recordKey() + " until " + time(action.until()))
                .containsExactly("BLOCK B until 10:05");
        tester.watermark(Instant.parse("2028-01-01T00:00:00Z"));
        assertThat(tester.outputs().actions())
                .extracting(action -> action.kind() + " " + action.recordKey())
                .containsExactly("BLOCK B", "RELEASE_EXPIRED B");
        assertThat(tester.stateEntries()).isZero();
    }

    private void send(String id, String account, String time, String amount, String country) {
        Map<String, String> event = new LinkedHashMap<>();
        event.put("transactionId", id);
        event.put("accountId", account);
        event.put("timestamp", "2026-01-05T" + time + "Z");
        event.put("amount", amount);
        event.put("status", "APPROVED");
        event.put("country", country);
        tester.send("transactions", event);
        tester.crash();
    }

    private List<String> rang() {
        return tester.outputs().alerts().stream()
                .map(alert -> alert.rule() + " " + String.join("/", alert.key().values()) + " " + about(alert) + " "
                        + alert.status() + " " + alert.revision() + ": " + alert.message())
                .toList();
    }

    private static String about(Output.Alert alert) {
        return alert.window() == null
                ? alert.eventId()
                : "[" + time(alert.window().start()) + ", "
                        + time(alert.window().end()) + ")";
    }

    private static LocalTime time(long millis) {
        return LocalTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }
}
