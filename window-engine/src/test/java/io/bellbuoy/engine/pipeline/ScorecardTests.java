package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.pay;
import static io.bellbuoy.engine.pipeline.Scenario.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.detector.Detector;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.Mode;
import io.bellbuoy.engine.rule.Outcome;
import io.bellbuoy.engine.rule.Restart;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.ScorecardSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
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

class ScorecardTests {

    private static final RuleSpec LARGE = simple("large", "amount > 100");
    private static final RuleSpec ODD = simple("odd", "amount == 13 || amount == 113");
    private static final RuleSpec TRUSTED = simple("trusted", "account == 'B'");

    @Test
    void everyEventGetsTheSumOfTheWeightsOfTheRulesThatHold() {
        PipelineTester tester = tester(
                scorecard(Map.of("large", "40", "odd", "40.5", "trusted", "-1"), Outcome.ALLOW), LARGE, ODD, TRUSTED);
        pay(tester, "neither", 0, 50);
        pay(tester, "large", 1, 200);
        pay(tester, "both", 2, 113);
        Scenario.send(tester, "payments", "both of B", "B", 3, 113);
        Scenario.send(tester, "payments", "large of B", "B", 4, 200);

        assertThat(tester.outputs().decisions())
                .extracting(decision -> decision.eventId() + " " + decision.score() + " " + decision.outcome())
                .containsExactly(
                        "neither 0 ALLOW",
                        "large 40 REVIEW",
                        "both 80.5 BLOCK",
                        "both of B 79.5 REVIEW",
                        "large of B 39 ALLOW");
        assertForgotten(tester);
    }

    @Test
    void aDecisionHasEveryRulesPart() {
        PipelineTester tester = tester(scorecard(weights("odd", "7", "large", "40"), Outcome.ALLOW), LARGE, ODD);
        pay(tester, "p1", 1, 200);

        Output.Decision decision = tester.outputs().decisions().get(0);
        Output.Alert alert = tester.outputs().alerts().get(0);
        assertThat(decision.scorecard()).isEqualTo("card");
        assertThat(decision.recordKey()).isEqualTo("A");
        assertThat(decision.key()).isEqualTo(Map.of("account", "A"));
        assertThat(decision.eventTime()).isEqualTo(1_000);
        assertThat(decision.scored()).isEqualTo(Outcome.REVIEW);
        assertThat(decision.parts())
                .extracting(part -> part.rule() + " " + part.weight() + " " + part.holds() + " " + part.values())
                .containsExactly("odd 7 false {amount=200}", "large 40 true {amount=200}");
        assertThat(decision.parts().get(1).version()).isEqualTo(alert.ruleVersion());
    }

    @Test
    void aScoreOfExactlyAThresholdReachesIt() {
        PipelineTester tester = tester(scorecard(weights("large", "39.9", "odd", "0.1"), Outcome.ALLOW), LARGE, ODD);
        PipelineTester blocking = tester(scorecard(weights("large", "79.9", "odd", "0.1"), Outcome.ALLOW), LARGE, ODD);
        for (PipelineTester each : List.of(tester, blocking)) {
            pay(each, "below", 0, 200);
            pay(each, "at", 1, 113);
        }

        assertThat(tester.outputs().decisions())
                .extracting(Output.Decision::outcome)
                .containsExactly(Outcome.ALLOW, Outcome.REVIEW);
        assertThat(blocking.outputs().decisions())
                .extracting(Output.Decision::outcome)
                .containsExactly(Outcome.REVIEW, Outcome.BLOCK);
    }

    @Test
    void milderOutcomesThanAreWantedAreNotPublished() {
        PipelineTester tester = tester(scorecard(Map.of("large", "40", "odd", "40"), Outcome.REVIEW), LARGE, ODD);
        pay(tester, "neither", 0, 50);
        pay(tester, "large", 1, 200);
        pay(tester, "both", 2, 113);

        assertThat(tester.outputs().decisions())
                .extracting(Output.Decision::eventId)
                .containsExactly("large", "both");
    }

    @Test
    void aWindowThatRangBeforeCountsForEachFurtherEventInIt() {
        RuleSpec sum = sum(WindowSpec.tumbling(Duration.ofSeconds(10)), Emit.EARLY, Duration.ofHours(1));
        PipelineTester tester = tester(scorecard(Map.of("sum", "50"), Outcome.ALLOW), sum);
        pay(tester, "p1", 0, 60);
        pay(tester, "p2", 1, 60);
        pay(tester, "p3", 2, 1);
        tester.crash();
        pay(tester, "p4", 3, 1);
        pay(tester, "next window", 10, 1);
        pay(tester, "suppressed", 11, 120);

        assertThat(tester.outputs().alerts()).extracting(Output.Alert::eventId).containsExactly("p2");
        assertThat(scores(tester)).containsExactly("p1 0", "p2 50", "p3 50", "p4 50", "next window 0", "suppressed 50");
        assertThat(values(tester))
                .containsExactly("{total=60}", "{total=120}", "{total=121}", "{total=122}", "{total=1}", "{total=121}");
        assertForgotten(tester);
    }

    @Test
    void oneOfTheWindowsThatHoldAnEventIsEnough() {
        RuleSpec sum = sum(WindowSpec.sliding(Duration.ofSeconds(10), Duration.ofSeconds(5)), Emit.EVERY_UPDATE, null);
        PipelineTester tester = tester(scorecard(Map.of("sum", "50"), Outcome.ALLOW), sum);
        pay(tester, "p1", 0, 60);
        pay(tester, "with p1", 6, 60);
        pay(tester, "alone", 17, 60);
        pay(tester, "late for all", 1, 60);

        assertThat(scores(tester)).containsExactly("p1 0", "with p1 50", "alone 0", "late for all 0");
        assertThat(values(tester))
                .as("of the first window in which it holds, else of the first that takes the event")
                .containsExactly("{total=60}", "{total=120}", "{total=60}", "{}");
        assertThat(tester.outputs().late()).hasSize(1);
        assertForgotten(tester);
    }

    @Test
    void anEventThatDoesNotCountForARuleGetsNothingOfIt() {
        RuleSpec sum = withWhere(sum(WindowSpec.trailing(Duration.ofSeconds(10)), Emit.EARLY, null), "amount < 1000");
        PipelineTester tester = tester(scorecard(Map.of("sum", "50"), Outcome.ALLOW), sum);
        pay(tester, "p1", 0, 150);
        pay(tester, "filtered", 1, 5_000);

        assertThat(scores(tester)).containsExactly("p1 50", "filtered 0");
        assertThat(values(tester)).containsExactly("{total=150}", "{}");
        assertForgotten(tester);
    }

    @Test
    void atTheWatermarkDecisionsComeInTheOrderOfTime() {
        RuleSpec exact = exact(sum(WindowSpec.trailing(Duration.ofSeconds(10)), Emit.EARLY, null));
        PipelineTester tester = tester(scorecard(Map.of("sum", "50"), Outcome.ALLOW), exact);
        pay(tester, "p2", 4, 60);
        pay(tester, "p1", 0, 60);
        assertThat(tester.outputs().decisions())
                .as("until all before it have come")
                .isEmpty();
        tester.crash();
        tester.watermark(second(100));

        assertThat(scores(tester)).containsExactly("p1 0", "p2 50");
        assertForgotten(tester);
    }

    @Test
    void anEventThatARuleFailsOnIsNotDecided() {
        RuleSpec failing = simple("failing", "1 / (amount - 7) > 0");
        PipelineTester tester = tester(scorecard(Map.of("large", "1", "failing", "2"), Outcome.ALLOW), LARGE, failing);
        pay(tester, "fails", 0, 7);
        pay(tester, "works", 1, 107);

        assertThat(tester.outputs().dead()).hasSize(1);
        assertThat(scores(tester)).containsExactly("works 3");
    }

    @Test
    void aDetectorCountsForTheEventsItRaisesAnAlertFor() {
        Plan plan = Plan.compile(
                new RuleSet(
                        "app",
                        List.of(Scenario.stream("payments")),
                        List.of(),
                        List.of(LARGE),
                        List.of(scorecard(Map.of("large", "1", "seventh", "70"), Outcome.ALLOW))),
                List.of(new Seventh()));
        PipelineTester tester = new PipelineTester(plan, 1, Instant.EPOCH);
        pay(tester, "p1", 0, 7);
        pay(tester, "p2", 1, 8);
        pay(tester, "p3", 2, 777);

        assertThat(scores(tester)).containsExactly("p1 70", "p2 0", "p3 71");
        assertThat(tester.outputs().decisions().get(0).parts())
                .anySatisfy(part -> assertThat(part.values()).isEqualTo(Map.of("digit", "7")));
    }

    @Test
    void theVersionChangesWithTheResultsAndNotWithTheOrder() {
        String version = version(weights("large", "40", "odd", "40"), LARGE, ODD);

        assertThat(version(weights("odd", "40", "large", "40.0"), LARGE, ODD)).isEqualTo(version);
        assertThat(version(weights("odd", "40", "large", "41"), LARGE, ODD)).isNotEqualTo(version);
        assertThat(version(weights("large", "40", "odd", "40"), simple("large", "amount > 101"), ODD))
                .isNotEqualTo(version);
    }

    @Test
    void whatCannotDecideIsRefused() {
        RuleSpec onClose = sum(WindowSpec.tumbling(Duration.ofSeconds(10)), Emit.ON_CLOSE, null);
        assertRefused("weights.sum: found a rule that emits on-close", Map.of("sum", "1"), onClose);
        assertRefused(
                "weights.large: found a rule that is in mode: shadow, from which nothing follows",
                Map.of("large", "1"),
                LARGE.treated(Mode.SHADOW, Restart.KEEP));
        assertRefused("did you mean 'large'?", Map.of("lage", "1"), LARGE);
        assertRefused(
                "found evaluate: at-watermark beside on-arrival of 'large'",
                weights("large", "1", "sum", "1"),
                LARGE,
                exact(sum(WindowSpec.trailing(Duration.ofSeconds(10)), Emit.EARLY, null)));
        assertThatThrownBy(() -> Plan.compile(
                        new RuleSet(
                                "app",
                                List.of(Scenario.stream("payments"), Scenario.stream("other")),
                                List.of(),
                                List.of(LARGE),
                                List.of(new ScorecardSpec(
                                        "card",
                                        "other",
                                        Map.of("large", BigDecimal.ONE),
                                        BigDecimal.ONE,
                                        BigDecimal.ONE,
                                        Outcome.ALLOW))),
                        List.of()))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("scorecard 'card', weights.large: found a rule of stream 'payments'");
        assertThatThrownBy(() -> Plan.compile(
                        new RuleSet(
                                "app",
                                List.of(Scenario.stream("payments")),
                                List.of(),
                                List.of(LARGE),
                                List.of(
                                        scorecard(Map.of("large", "1"), Outcome.ALLOW),
                                        scorecard(Map.of("large", "2"), Outcome.ALLOW))),
                        List.of()))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("two scorecards of that name");
    }

    private static void assertRefused(String message, Map<String, String> weights, RuleSpec... rules) {
        assertThatThrownBy(() -> tester(scorecard(weights, Outcome.ALLOW), rules))
                .isInstanceOf(RuleException.class)
                .hasMessageStartingWith("scorecard 'card', ")
                .hasMessageContaining(message);
    }

    // ---- declarations

    private static RuleSpec simple(String name, String when) {
        return Scenario.simple(name, when, Evaluate.ON_ARRIVAL, null, null);
    }

    private static RuleSpec sum(WindowSpec window, Emit emit, @Nullable Duration suppress) {
        return Scenario.summing("sum", window, "total > 100", emit, Duration.ZERO, suppress, null);
    }

    private static RuleSpec withWhere(RuleSpec rule, String where) {
        return copy(rule, where, rule.evaluate());
    }

    private static RuleSpec exact(RuleSpec rule) {
        return copy(rule, rule.where(), Evaluate.AT_WATERMARK);
    }

    private static RuleSpec copy(RuleSpec rule, @Nullable String where, Evaluate evaluate) {
        return new RuleSpec(
                rule.name(),
                rule.stream(),
                where,
                rule.by(),
                rule.window(),
                rule.compute(),
                rule.when(),
                rule.severity(),
                rule.message(),
                rule.suppress(),
                evaluate,
                rule.emit(),
                rule.allowedLateness(),
                rule.publish(),
                rule.block());
    }

    private static Map<String, String> weights(String first, String weight, String second, String other) {
        Map<String, String> weights = new LinkedHashMap<>();
        weights.put(first, weight);
        weights.put(second, other);
        return weights;
    }

    private static ScorecardSpec scorecard(Map<String, String> weights, Outcome publishFrom) {
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        weights.forEach((rule, weight) -> numbers.put(rule, new BigDecimal(weight)));
        return new ScorecardSpec("card", "payments", numbers, new BigDecimal("40"), new BigDecimal("80"), publishFrom);
    }

    private static PipelineTester tester(ScorecardSpec scorecard, RuleSpec... rules) {
        return PipelineTester.of(new RuleSet(
                "app", List.of(Scenario.stream("payments")), List.of(), List.of(rules), List.of(scorecard)));
    }

    private static String version(Map<String, String> weights, RuleSpec... rules) {
        PipelineTester tester = tester(scorecard(weights, Outcome.ALLOW), rules);
        pay(tester, "p1", 0, 1);
        return tester.outputs().decisions().get(0).version();
    }

    // ---- results

    private static List<String> scores(PipelineTester tester) {
        return tester.outputs().decisions().stream()
                .map(decision -> decision.eventId() + " " + decision.score())
                .toList();
    }

    private static List<String> values(PipelineTester tester) {
        return tester.outputs().decisions().stream()
                .map(decision -> decision.parts().get(0).values().toString())
                .toList();
    }

    private static void assertForgotten(PipelineTester tester) {
        tester.watermark(second(1_000_000));
        assertThat(tester.stateEntries()).isZero();
    }

    /** Raises an alert for each amount with a seven. */
    private static final class Seventh implements Detector<String> {

        @Override
        public String name() {
            return "seventh";
        }

        @Override
        public String stream() {
            return "payments";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public Duration timeToLive() {
            return Duration.ofSeconds(1);
        }

        @Override
        public Finding<String> detect(Event event, Schema schema, @Nullable String state) {
            String amount = String.valueOf(event.value(schema.position("amount")));
            return amount.contains("7")
                    ? Finding.alert(state, new Raised(Severity.LOW, "seven", Map.of("digit", "7"), "has a 7"))
                    : Finding.none(state);
        }

        @Override
        public void write(String state, StateOutput out) {
            out.writeText(state);
        }

        @Override
        public String read(StateInput in) {
            return in.readText();
        }
    }
}
