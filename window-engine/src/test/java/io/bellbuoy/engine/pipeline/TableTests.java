package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.pay;
import static io.bellbuoy.engine.pipeline.Scenario.second;
import static io.bellbuoy.engine.pipeline.TableScenario.FAR_BEYOND;
import static io.bellbuoy.engine.pipeline.TableScenario.above;
import static io.bellbuoy.engine.pipeline.TableScenario.limit;
import static io.bellbuoy.engine.pipeline.TableScenario.limits;
import static io.bellbuoy.engine.pipeline.TableScenario.rules;
import static io.bellbuoy.engine.pipeline.TableScenario.rung;
import static io.bellbuoy.engine.pipeline.TableScenario.tester;
import static io.bellbuoy.engine.pipeline.TableScenario.withHistory;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.TableSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Payments joined with the limits of their accounts. */
class TableTests {

    // ---- on arrival

    @Test
    void onArrivalAnEventMeetsTheNewestEntry() {
        PipelineTester tester = tester(TableSpec.of("limits"), above(Evaluate.ON_ARRIVAL));
        pay(tester, "before", 10, 500);
        limit(tester, 12, 100);
        pay(tester, "under", 13, 99);
        pay(tester, "over", 13, 101);
        pay(tester, "older", 11, 150);
        limit(tester, 14, 1_000);
        pay(tester, "raised", 15, 500);

        assertThat(rung(tester)).containsExactly("over over 100", "older over 100");
    }

    @Test
    void withHistoryAnEventMeetsTheEntryAsOfItsOwnTime() {
        PipelineTester tester = tester(withHistory(60), above(Evaluate.ON_ARRIVAL));
        limit(tester, 10, 100);
        limit(tester, 20, 1_000);
        pay(tester, "early", 19, 500);
        pay(tester, "first", 10, 500);
        pay(tester, "later", 20, 500);
        pay(tester, "beforeAll", 9.999, 500);

        assertThat(rung(tester)).containsExactly("early over 100", "first over 100");
    }

    @Test
    void ofTwoEntriesOfOneTimeTheLaterRecordCounts() {
        PipelineTester tester = tester(withHistory(60), above(Evaluate.ON_ARRIVAL));
        limit(tester, 10, 1_000);
        limit(tester, 10, 100);
        pay(tester, "p", 11, 500);

        assertThat(rung(tester)).containsExactly("p over 100");
    }

    @Test
    void aDeletedEntryIsNoData() {
        PipelineTester tester = tester(TableSpec.of("limits"), above(Evaluate.ON_ARRIVAL));
        limit(tester, 10, 100);
        tester.delete("limits", "A", second(12));
        pay(tester, "p", 13, 500);
        limit(tester, 14, 200);
        pay(tester, "q", 15, 500);

        assertThat(rung(tester)).containsExactly("q over 200");
    }

    @Test
    void anEntryThatIsNotRenewedExpires() {
        TableSpec table = new TableSpec("limits", Duration.ZERO, Duration.ofSeconds(30));
        PipelineTester tester = tester(table, above(Evaluate.ON_ARRIVAL));
        limit(tester, 10, 100);
        pay(tester, "valid", 39.999, 500);
        pay(tester, "expired", 40, 500);
        limit(tester, 41, 100);
        pay(tester, "renewed", 42, 500);
        tester.watermark(FAR_BEYOND);

        assertThat(rung(tester)).containsExactly("valid over 100", "renewed over 100");
        assertThat(tester.stateEntries()).isZero();
    }

    @Test
    void entriesOfOtherKeysAreNotMet() {
        PipelineTester tester = tester(TableSpec.of("limits"), above(Evaluate.ON_ARRIVAL));
        limit(tester, "B", 10, 100);
        pay(tester, "p", 11, 500);

        assertThat(tester.outputs().alerts()).isEmpty();
    }

    // ---- at the watermark

    @Test
    void atTheWatermarkTheEntryIsThatOfTheEventsTimeWhateverTheOrder() {
        PipelineTester tester = tester(TableSpec.of("limits"), above(Evaluate.AT_WATERMARK));
        limit(tester, 14, 1_000);
        pay(tester, "p", 13, 500);
        pay(tester, "q", 14, 500);
        limit(tester, 10, 100);
        tester.crash();
        tester.watermark(second(60));

        assertThat(rung(tester)).containsExactly("p over 100");
    }

    @Test
    void theSourceOfTheTableHoldsBackTheWatermarkUntilItIsIdle() {
        PipelineTester tester = tester(TableSpec.of("limits"), above(Evaluate.AT_WATERMARK));
        pay(tester, "p", 10, 500);
        pay(tester, "q", 100, 5);
        limit(tester, 8, 100);
        assertThat(tester.outputs().alerts()).isEmpty();

        tester.advanceClock(Duration.ofSeconds(1));
        tester.advanceClock(Duration.ofSeconds(30));
        assertThat(rung(tester)).containsExactly("p over 100");
    }

    // ---- windows

    @Test
    void aWindowThatClosesMeetsTheEntryOfItsLastMoment() {
        RuleSpec rule = Scenario.summing(
                "hourly",
                WindowSpec.tumbling(Duration.ofSeconds(10)),
                "total > tables.limits.daily",
                Emit.ON_CLOSE,
                Duration.ZERO,
                null,
                null);
        PipelineTester tester = tester(TableSpec.of("limits"), rule);
        limit(tester, 1, 1_000);
        pay(tester, "p", 2, 500);
        limit(tester, 9.999, 100);
        limit(tester, 10, 1_000);
        pay(tester, "q", 11, 500);
        tester.watermark(second(60));

        assertThat(tester.outputs().alerts())
                .singleElement()
                .extracting(alert -> alert.values().get("tables.limits.daily"))
                .isEqualTo(BigDecimal.valueOf(100));
    }

    @Test
    void anEarlyAlertIsRetractedIfTheEntryAtTheCloseSaysSo() {
        RuleSpec rule = Scenario.summing(
                "hourly",
                WindowSpec.tumbling(Duration.ofSeconds(10)),
                "total > tables.limits.daily",
                Emit.EARLY,
                Duration.ZERO,
                null,
                null);
        PipelineTester tester = tester(TableSpec.of("limits"), rule);
        limit(tester, 1, 100);
        pay(tester, "p", 2, 500);
        limit(tester, 9, 1_000);
        tester.watermark(second(60));

        assertThat(tester.outputs().alerts())
                .extracting(Output.Alert::status)
                .containsExactly(AlertStatus.FIRING, AlertStatus.RETRACTED);
    }

    // ---- what is kept

    @Test
    void replacedAndDeletedEntriesAreForgottenWhenTheHistoryIsOver() {
        PipelineTester tester = tester(withHistory(60), above(Evaluate.ON_ARRIVAL));
        limit(tester, 10, 100);
        limit(tester, 20, 200);
        tester.delete("limits", "A", second(30));
        assertThat(tester.stateEntries()).isEqualTo(3);
        tester.watermark(second(80));
        assertThat(tester.stateEntries()).isEqualTo(3);
        tester.watermark(second(81));
        assertThat(tester.stateEntries()).isEqualTo(2);
        tester.watermark(second(91));
        assertThat(tester.stateEntries()).isZero();
    }

    @Test
    void theNewestEntryStaysWithoutATimer() {
        PipelineTester tester = tester(TableSpec.of("limits"), above(Evaluate.ON_ARRIVAL));
        limit(tester, 10, 100);
        limit(tester, 20, 200);
        tester.watermark(FAR_BEYOND.minusSeconds(3_600));
        tester.crash();
        tester.send("payments", Map.of("id", "p", "account", "A", "at", FAR_BEYOND.minusSeconds(3_600), "amount", 500));

        assertThat(rung(tester)).containsExactly("p over 200");
        assertThat(tester.stateEntries()).isEqualTo(1);
    }

    @Test
    void anEntryThatIsReplacedBeforeTheHistoryBeginsIsLate() {
        PipelineTester tester = tester(withHistory(10), above(Evaluate.ON_ARRIVAL));
        limit(tester, 20, 100);
        tester.watermark(second(30));
        limit(tester, 14, 999);
        assertThat(tester.outputs().late())
                .as("the history reaches back to its end")
                .isEmpty();
        tester.watermark(second(31));
        limit(tester, 15, 999);

        assertThat(tester.outputs().late()).singleElement().satisfies(late -> assertThat(late.names())
                .containsExactly("limits"));
        pay(tester, "p", 32, 500);
        assertThat(rung(tester)).containsExactly("p over 100");
    }

    @Test
    void aBatchThatFailsTakesItsEntriesWithIt() {
        PipelineTester tester = tester(TableSpec.of("limits"), above(Evaluate.ON_ARRIVAL));
        limit(tester, 10, 1_000);
        tester.failingBatch(() -> {
            limit(tester, 11, 100);
            tester.delete("limits", "A", second(12));
        });
        pay(tester, "p", 12, 500);

        assertThat(tester.outputs().alerts()).isEmpty();
        assertThat(tester.stateEntries()).isEqualTo(1);
    }

    @Test
    void theStreamOfATableIsAStreamLikeOthers() {
        RuleSpec rule = new RuleSpec(
                "generous",
                "limits",
                null,
                List.of(),
                null,
                Map.of(),
                "daily > 5000 && tables.limits.daily == daily",
                Severity.LOW,
                null,
                null,
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                Duration.ZERO,
                null,
                null);
        PipelineTester tester = tester(TableSpec.of("limits"), rule);
        limit(tester, 10, 9_000);

        assertThat(tester.outputs().alerts()).hasSize(1);
    }

    @Test
    void whereATimestampIsTheTimeADeletionMovesTheWatermark() {
        RuleSet rules =
                rules(limits("account", TimeSource.ingestion()), TableSpec.of("limits"), above(Evaluate.AT_WATERMARK));
        PipelineTester tester = PipelineTester.of(rules);
        tester.send("limits", Map.of("account", "A", "daily", 100));
        pay(tester, "p", 10, 500);
        pay(tester, "q", 60, 5);
        assertThat(tester.outputs().alerts()).isEmpty();
        tester.delete("limits", "A", second(60));

        assertThat(rung(tester)).containsExactly("p over 100");
    }
}
