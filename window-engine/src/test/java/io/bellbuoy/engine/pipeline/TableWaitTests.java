package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.pay;
import static io.bellbuoy.engine.pipeline.Scenario.second;
import static io.bellbuoy.engine.pipeline.TableScenario.above;
import static io.bellbuoy.engine.pipeline.TableScenario.limit;
import static io.bellbuoy.engine.pipeline.TableScenario.limits;
import static io.bellbuoy.engine.pipeline.TableScenario.rung;
import static io.bellbuoy.engine.pipeline.TableScenario.tester;
import static io.bellbuoy.engine.pipeline.TableScenario.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
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

/** Events that wait for the entries of tables. */
class TableWaitTests {

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

    /** Limits are known, scores are waited for. */
    private static PipelineTester withScores(TableSpec limits, Evaluate evaluate) {
        RuleSpec rule = Scenario.simple(
                "both", "amount > tables.limits.daily && tables.scores.amount > 0", evaluate, null, null);
        RuleSet rules = new RuleSet(
                        "joins",
                        List.of(
                                limits("account", TimeSource.field("setAt")),
                                Scenario.stream("scores"),
                                Scenario.stream("payments")),
                        List.of(),
                        List.of(rule))
                .withTables(List.of(limits, new TableSpec("scores", Duration.ZERO, Duration.ofSeconds(10), null)));
        return PipelineTester.of(rules);
    }

    @Test
    void whatIsReplacedMeanwhileInAnotherTableIsStillThatOfTheEventsTime() {
        PipelineTester tester = withScores(TableSpec.of("limits"), Evaluate.AT_WATERMARK);
        limit(tester, 5, 100);
        limit(tester, 12, 1_000);
        pay(tester, "p", 10, 500);
        tester.watermark(second(16));
        tester.crash();
        Scenario.send(tester, "scores", "s", "A", 18, 1);
        tester.watermark(second(60));

        assertThat(rung(tester)).containsExactly("p over 100");
    }

    @Test
    void anEventWaitsForAllTables() {
        PipelineTester tester = withScores(waiting(10), Evaluate.ON_ARRIVAL);
        pay(tester, "p", 10, 500);
        pay(tester, "q", 11, 500);
        limit(tester, 12, 100);
        assertThat(tester.outputs().alerts()).isEmpty();
        Scenario.send(tester, "scores", "s", "A", 13, 1);

        assertThat(rung(tester)).containsExactly("p over 100", "q over 100");
    }

    @Test
    void aDeletionInPlaceOfTheAwaitedEntryMakesItWaitOn() {
        PipelineTester tester = tester(waiting(10), above(Evaluate.AT_WATERMARK));
        limit(tester, 14, 100);
        pay(tester, "p", 12, 500);
        tester.watermark(second(14));
        assertThat(tester.outputs().alerts())
                .as("until nothing can take its place")
                .isEmpty();
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
}
