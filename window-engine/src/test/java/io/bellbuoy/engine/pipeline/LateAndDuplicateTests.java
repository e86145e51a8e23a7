package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.pay;
import static io.bellbuoy.engine.pipeline.Scenario.second;
import static io.bellbuoy.engine.pipeline.Scenario.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LateAndDuplicateTests {

    private static final RuleSpec STRICT = Scenario.summing(
            "strict",
            WindowSpec.tumbling(Duration.ofSeconds(10)),
            "total > 10",
            Emit.ON_CLOSE,
            Duration.ZERO,
            null,
            null);
    private static final RuleSpec PATIENT = Scenario.summing(
            "patient",
            WindowSpec.sliding(Duration.ofSeconds(20), Duration.ofSeconds(10)),
            "total > 10",
            Emit.ON_CLOSE,
            Duration.ofSeconds(30),
            null,
            null);
    private static final FeatureSpec TRAILING = FeatureSpec.of(
            "trail", "payments", List.of("account"), WindowSpec.trailing(Duration.ofSeconds(60)), "count()");

    // ---- late

    @Test
    void aLateEventNamesTheRulesAndFeaturesThatMissedItAndTheNewestWindow() {
        PipelineTester tester = tester(Scenario.stream("payments"), STRICT, PATIENT);
        tester.watermark(second(25));
        pay(tester, "behind", 24, 1);
        assertThat(late(tester))
                .as("only the trailing feature: the windows are open")
                .containsExactly("[trail] [-35, 24] at 25");
        tester.outputs().clear();
        pay(tester, "late", 5, 1);
        assertThat(late(tester)).as("patient takes it until 20 + 30").containsExactly("[trail, strict] [0, 10] at 25");
        tester.outputs().clear();
        tester.watermark(second(50));
        pay(tester, "too late", 5, 1);

        assertThat(late(tester)).containsExactly("[trail, strict, patient] [0, 20] at 50");
        assertThat(tester.outputs().late().get(0).source().offset())
                .as("watermark records have offsets too")
                .isEqualTo(4);
        assertForgotten(tester);
    }

    @Test
    void aLateEventRevisesClosedWindowsAndWhatWasPublishedOfThem() {
        RuleSpec publishing = new RuleSpec(
                "patient",
                "payments",
                null,
                List.of(),
                PATIENT.window(),
                PATIENT.compute(),
                PATIENT.when(),
                PATIENT.severity(),
                "{total}",
                null,
                Evaluate.ON_ARRIVAL,
                Emit.ON_CLOSE,
                Duration.ofSeconds(30),
                "totals",
                null);
        PipelineTester tester = tester(Scenario.stream("payments"), publishing);
        pay(tester, "p1", 12, 8);
        tester.watermark(second(25));
        pay(tester, "p2", 13, 8);

        assertThat(tester.outputs().values())
                .extracting(LateAndDuplicateTests::line)
                .containsExactly("[0, 20] 8", "[0, 20] 16");
        assertThat(tester.outputs().alerts())
                .extracting(LateAndDuplicateTests::line)
                .containsExactly("FIRING 1 [0, 20] 16");
        pay(tester, "p3", 14, -8);
        assertThat(tester.outputs().alerts())
                .extracting(LateAndDuplicateTests::line)
                .containsExactly("FIRING 1 [0, 20] 16", "RETRACTED 2 [0, 20] 8");
        assertForgotten(tester);
    }

    /** Strict takes no more at 10 s, patient's last window of second 5 at 20 + 30. */
    @Test
    void theLastMillisecondBeforeAWindowTakesNoMoreStillCounts() {
        PipelineTester tester = tester(Scenario.stream("payments"), STRICT, PATIENT);
        tester.watermark(second(10).minusMillis(1));
        pay(tester, "in time", 5, 1);
        tester.watermark(second(10));
        pay(tester, "late for strict", 5, 1);
        tester.watermark(second(50).minusMillis(1));
        pay(tester, "in time for patient", 5, 1);
        tester.watermark(second(50));
        pay(tester, "late for patient", 5, 1);

        assertThat(tester.outputs().late())
                .extracting(Output.Late::names)
                .containsExactly(
                        List.of("trail"),
                        List.of("trail", "strict"),
                        List.of("trail", "strict"),
                        List.of("trail", "strict", "patient"));
        assertForgotten(tester);
    }

    @Test
    void aFilteredOutEventIsNeverLate() {
        RuleSpec filtered = new RuleSpec(
                "filtered",
                "payments",
                "amount > 100",
                List.of(),
                STRICT.window(),
                STRICT.compute(),
                STRICT.when(),
                STRICT.severity(),
                null,
                null,
                Evaluate.ON_ARRIVAL,
                Emit.ON_CLOSE,
                Duration.ZERO,
                null,
                null);
        PipelineTester tester = PipelineTester.of(
                new RuleSet("app", List.of(Scenario.stream("payments")), List.of(), List.of(filtered)));
        tester.watermark(second(25));
        pay(tester, "small", 5, 1);
        assertThat(tester.outputs().late()).isEmpty();
        pay(tester, "large", 5, 101);
        assertThat(late(tester)).containsExactly("[filtered] [0, 10] at 25");
    }

    @Test
    void aWatermarkRecordIsRefusedWhereItIsNotAllowed() {
        StreamSpec closed = StreamSpec.of("payments", Scenario.schema(), "id", "account", TimeSource.field("at"));
        PipelineTester tester = tester(closed, STRICT);
        tester.watermark(second(1_000));
        pay(tester, "p1", 5, 11);

        assertThat(tester.outputs().dead()).singleElement().satisfies(dead -> {
            assertThat(dead.reason()).isEqualTo(Output.Reason.WATERMARK_REFUSED);
            assertThat(dead.message()).contains("stream 'payments'").contains("allow-watermarks=false");
        });
        assertThat(tester.outputs().late()).isEmpty();
    }

    // ---- duplicates

    @Test
    void aSecondEventOfAnIdIsCountedAndDropped() {
        PipelineTester tester = tester(Scenario.stream("payments", Duration.ofSeconds(60)), STRICT);
        pay(tester, "p1", 0, 6);
        tester.crash();
        pay(tester, "p1", 4, 6);
        send(tester, "payments", "p1", "B", 4, 6);
        tester.watermark(second(10));

        assertThat(tester.outputs().duplicates()).containsExactly("payments");
        assertThat(tester.outputs().alerts()).as("6 each, of A and of B").isEmpty();
        assertForgotten(tester);
    }

    @Test
    void anIdIsNewAgainWhenItsTimeIsOver() {
        PipelineTester tester = tester(Scenario.stream("payments", Duration.ofSeconds(60)), STRICT);
        pay(tester, "p1", 0, 6);
        pay(tester, "p1", 59.999, 6);
        pay(tester, "p1", 60, 11);
        tester.watermark(second(70));

        assertThat(tester.outputs().duplicates()).hasSize(1);
        assertThat(tester.outputs().alerts())
                .extracting(LateAndDuplicateTests::line)
                .containsExactly("FIRING 1 [60, 70] 11");
        assertForgotten(tester);
    }

    @Test
    void anIdOfAFailedBatchIsNew() {
        PipelineTester tester = tester(Scenario.stream("payments", Duration.ofSeconds(60)), STRICT);
        tester.failingBatch(() -> pay(tester, "p1", 0, 11));
        pay(tester, "p1", 0, 11);

        assertThat(tester.outputs().duplicates()).isEmpty();
        assertThat(tester.features("A")).isEqualTo(Map.of("trail", BigDecimal.ONE));
    }

    @Test
    void anIdOfAnEventThatFailsAtTheWatermarkIsNewForARedrive() {
        RuleSpec failing = new RuleSpec(
                "failing",
                "payments",
                null,
                List.of(),
                null,
                Map.of(),
                "1 / (amount - 3) > 0",
                PATIENT.severity(),
                null,
                null,
                Evaluate.AT_WATERMARK,
                Emit.EARLY,
                Duration.ZERO,
                null,
                null);
        PipelineTester tester = tester(Scenario.stream("payments", Duration.ofSeconds(60)), failing);
        pay(tester, "p1", 0, 3);
        tester.watermark(second(1));
        assertThat(tester.outputs().dead()).extracting(Output.Dead::reason).containsExactly(Output.Reason.RULE_FAILED);
        pay(tester, "p1", 2, 4);
        tester.watermark(second(3));

        assertThat(tester.outputs().duplicates()).isEmpty();
        assertThat(tester.outputs().alerts()).hasSize(1);
    }

    // ---- the pieces

    private static PipelineTester tester(StreamSpec stream, RuleSpec... rules) {
        return PipelineTester.of(new RuleSet("app", List.of(stream), List.of(TRAILING), List.of(rules)));
    }

    private static List<String> late(PipelineTester tester) {
        return tester.outputs().late().stream()
                .map(late -> late.names() + " [" + late.window().start() / 1_000 + ", "
                        + late.window().end() / 1_000 + "] at " + late.watermark() / 1_000)
                .toList();
    }

    private static String line(Output.Values values) {
        return "[" + values.window().start() / 1_000 + ", " + values.window().end() / 1_000 + "] "
                + values.values().get("total");
    }

    private static String line(Output.Alert alert) {
        return alert.status() + " " + alert.revision() + " [" + alert.window().start() / 1_000 + ", "
                + alert.window().end() / 1_000 + "] " + alert.message();
    }

    private static void assertForgotten(PipelineTester tester) {
        tester.watermark(second(1_000_000));
        assertThat(tester.stateEntries()).isZero();
    }
}
