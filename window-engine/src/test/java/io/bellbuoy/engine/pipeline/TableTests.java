package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.pay;
import static io.bellbuoy.engine.pipeline.Scenario.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TableSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Payments joined with the limits of their accounts. */
class TableTests {

    private static final Instant FAR_BEYOND = Instant.parse("2500-01-01T00:00:00Z");
    private static final String ABOVE = "amount > tables.limits.daily";

    private static StreamSpec limits(String key, TimeSource time) {
        Schema schema = new Schema(List.of(
                Field.of("account", FieldType.STRING),
                Field.of("owner", FieldType.STRING),
                Field.of("setAt", FieldType.TIMESTAMP),
                Field.of("daily", FieldType.DECIMAL)));
        return new StreamSpec(
                "limits",
                schema,
                null,
                key,
                time,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                null,
                true);
    }

    static PipelineTester tester(TableSpec table, RuleSpec... rules) {
        return PipelineTester.of(rules(limits("account", TimeSource.field("setAt")), table, rules));
    }

    private static RuleSet rules(StreamSpec limits, TableSpec table, RuleSpec... rules) {
        return new RuleSet("joins", List.of(limits, Scenario.stream("payments")), List.of(), List.of(rules))
                .withTables(List.of(table));
    }

    private static TableSpec withHistory(long seconds) {
        return new TableSpec("limits", Duration.ofSeconds(seconds), null);
    }

    static void limit(PipelineTester tester, double second, @Nullable Integer daily) {
        limit(tester, "A", second, daily);
    }

    static void limit(PipelineTester tester, String account, double second, @Nullable Integer daily) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("account", account);
        fields.put("setAt", Instant.ofEpochMilli(Math.round(second * 1_000)));
        if (daily != null) {
            fields.put("daily", daily);
        }
        tester.send("limits", fields);
    }

    private static List<String> rung(PipelineTester tester) {
        return tester.outputs().alerts().stream()
                .map(alert -> alert.eventId() + " over " + alert.values().get("tables.limits.daily"))
                .toList();
    }

    private static RuleSpec above(Evaluate evaluate) {
        return Scenario.simple("above", ABOVE, evaluate, null, null);
    }

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

    // ---- waiting

    private static TableSpec waiting(int seconds) {
        return new TableSpec("limits", Duration.ZERO, Duration.ofSeconds(seconds), null);
    }

    @Test
    void onArrivalAnEventWaitsUntilAnEntryArrives() {
        PipelineTester tester = tester(waiting(10), above(Evaluate.ON_ARRIVAL));
        limit(tester, "B", 9, 1);
        pay(tester, "p", 10, 500);
        pay(tester, "q", 9, 600);
        tester.crash();
        assertThat(tester.outputs().alerts()).isEmpty();
        limit(tester, 12, 100);

        assertThat(rung(tester)).containsExactly("q over 100", "p over 100");
        limit(tester, 13, 1);
        assertThat(rung(tester)).as("each is asked once").hasSize(2);
    }

    @Test
    void whenItsTimeIsOverItIsAskedWithoutAnEntry() {
        RuleSpec rule = Scenario.simple("unknown", "tables.limits.daily == null", Evaluate.ON_ARRIVAL, null, null);
        PipelineTester tester = tester(waiting(10), rule);
        pay(tester, "p", 10, 500);
        tester.watermark(second(20));
        assertThat(tester.outputs().alerts()).isEmpty();
        tester.watermark(second(21));

        assertThat(rung(tester)).containsExactly("p over null");
        assertThat(tester.stateEntries()).isZero();
        pay(tester, "late", 10, 500);
        assertThat(rung(tester)).as("an event whose time is over does not wait").hasSize(2);
    }

    @Test
    void otherRulesDoNotWait() {
        RuleSpec other = Scenario.simple("other", "amount > 1", Evaluate.ON_ARRIVAL, null, null);
        PipelineTester tester = tester(waiting(10), above(Evaluate.ON_ARRIVAL), other);
        pay(tester, "p", 10, 500);

        assertThat(tester.outputs().alerts()).extracting(Output.Alert::rule).containsExactly("other");
    }

    @Test
    void whatTheRuleComputedIsThatOfTheEvent() {
        RuleSpec rule = new RuleSpec(
                "third",
                "payments",
                null,
                List.of(),
                WindowSpec.trailing(Duration.ofSeconds(60)),
                Map.of("n", "count()"),
                "n == 1 && amount > tables.limits.daily && features.paid == 500",
                Severity.LOW,
                null,
                null,
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                Duration.ZERO,
                null,
                null);
        FeatureSpec paid = FeatureSpec.of(
                "paid", "payments", List.of("account"), WindowSpec.trailing(Duration.ofSeconds(60)), "sum(amount)");
        RuleSet rules = new RuleSet(
                        "joins",
                        List.of(limits("account", TimeSource.field("setAt")), Scenario.stream("payments")),
                        List.of(paid),
                        List.of(rule))
                .withTables(List.of(waiting(10)));
        PipelineTester tester = PipelineTester.of(rules);
        pay(tester, "p", 10, 500);
        pay(tester, "q", 10, 700);
        tester.crash();
        limit(tester, 12, 100);

        assertThat(rung(tester)).containsExactly("p over 100");
        assertThat(tester.outputs().alerts().get(0).values())
                .containsEntry("n", BigDecimal.ONE)
                .containsEntry("features.paid", BigDecimal.valueOf(500));
    }

    @Test
    void atTheWatermarkTheFirstEntryAfterTheEventCountsWhateverTheOrder() {
        PipelineTester tester = tester(waiting(10), above(Evaluate.AT_WATERMARK));
        limit(tester, 22, 100);
        limit(tester, 19, 200);
        pay(tester, "p", 12, 500);
        tester.watermark(second(18));
        limit(tester, 18, 300);
        tester.watermark(second(60));

        assertThat(rung(tester)).containsExactly("p over 300");
    }

    @Test
    void aDeletionInPlaceOfTheAwaitedEntryMakesItWaitOn() {
        PipelineTester tester = tester(waiting(10), above(Evaluate.AT_WATERMARK));
        limit(tester, 14, 100);
        pay(tester, "p", 12, 500);
        tester.watermark(second(13));
        tester.delete("limits", "A", second(14));
        tester.watermark(second(16));
        assertThat(tester.outputs().alerts()).isEmpty();
        limit(tester, 17, 50);
        tester.watermark(second(60));

        assertThat(rung(tester)).containsExactly("p over 50");
    }

    @Test
    void aWaitingEventThatFailsIsTheDeadLetterAndNoDuplicateWhenItComesAgain() {
        RuleSpec rule =
                Scenario.simple("fails", "1 / (tables.limits.daily - 100) > 0", Evaluate.ON_ARRIVAL, null, null);
        RuleSet rules = new RuleSet(
                        "joins",
                        List.of(
                                limits("account", TimeSource.field("setAt")),
                                Scenario.stream("payments", Duration.ofDays(1))),
                        List.of(),
                        List.of(rule))
                .withTables(List.of(waiting(10)));
        PipelineTester tester = PipelineTester.of(rules);
        pay(tester, "p", 10, 500);
        limit(tester, 12, 100);

        assertThat(tester.outputs().dead()).singleElement().satisfies(dead -> {
            assertThat(dead.rule()).isEqualTo("fails");
            assertThat(dead.source().topic()).isEqualTo("payments");
        });
        limit(tester, 13, 101);
        pay(tester, "p", 10, 500);
        assertThat(rung(tester)).containsExactly("p over 101");
    }

    @Test
    void anEntryThatIsUndoneLeavesTheEventWaiting() {
        PipelineTester tester = tester(waiting(10), above(Evaluate.ON_ARRIVAL));
        pay(tester, "p", 10, 500);
        tester.failingBatch(() -> limit(tester, 12, 1));
        assertThat(tester.outputs().alerts()).isEmpty();
        limit(tester, 12, 100);

        assertThat(rung(tester)).containsExactly("p over 100");
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

    // ---- what is refused

    @Test
    void aTableOfAnotherKeyIsNotReached() {
        RuleSet rules =
                rules(limits("owner", TimeSource.field("setAt")), TableSpec.of("limits"), above(Evaluate.ON_ARRIVAL));

        assertThatThrownBy(() -> Plan.compile(rules, List.of()))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("rule 'above', when")
                .hasMessageContaining("tables.limits, whose key is 'owner'")
                .hasMessageContaining("'payments' is 'account'");
    }

    @Test
    void anUnknownFieldOfATableIsRefusedWithTheNearest() {
        RuleSpec rule = Scenario.simple("above", "amount > tables.limits.dayly", Evaluate.ON_ARRIVAL, null, null);

        assertThatThrownBy(() -> tester(TableSpec.of("limits"), rule)).hasMessageContaining("tables.limits.daily");
    }

    @Test
    void aTableNeedsAStreamOfItsName() {
        assertThatThrownBy(() -> tester(TableSpec.of("limit"), above(Evaluate.ON_ARRIVAL)))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("table 'limit', stream: found 'limit'")
                .hasMessageContaining("'limits'");
    }

    @Test
    void aTableInProcessingTimeIsRefused() {
        RuleSet rules =
                rules(limits("account", TimeSource.processing()), TableSpec.of("limits"), above(Evaluate.ON_ARRIVAL));

        assertThatThrownBy(() -> Plan.compile(rules, List.of()))
                .hasMessageContaining("table 'limits', time: found processing");
    }

    @Test
    void timesBelowZeroAreRefused() {
        Duration negative = Duration.ofSeconds(-1);
        assertThatThrownBy(() -> new TableSpec("limits", negative, null))
                .hasMessageContaining("table 'limits', history");
        assertThatThrownBy(() -> new TableSpec("limits", Duration.ZERO, negative, null))
                .hasMessageContaining("table 'limits', wait");
        assertThatThrownBy(() -> new TableSpec("limits", Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("table 'limits', ttl");
    }
}
