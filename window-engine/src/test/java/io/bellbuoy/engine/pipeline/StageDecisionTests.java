package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.StageScenario.feature;
import static io.bellbuoy.engine.pipeline.StageScenario.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.detector.Detector;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.Outcome;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Scorecards over rules of several keys, and the lists that override them. */
class StageDecisionTests {

    private static final Duration HOUR = Duration.ofHours(1);

    private static FeatureSpec risk(Evaluate evaluate) {
        return feature("risk", "labels", "terminal", HOUR, evaluate);
    }

    private static RuleSpec rule(String name, @Nullable WindowSpec window, String when, Evaluate evaluate) {
        return StageScenario.rule(name, List.of(), window, when, evaluate, Emit.EARLY, null);
    }

    private static ScorecardSpec scorecard(String name, Map<String, BigDecimal> weights) {
        return new ScorecardSpec(
                name, "payments", weights, BigDecimal.valueOf(40), BigDecimal.valueOf(80), Outcome.ALLOW);
    }

    private static RuleSet rules(Evaluate evaluate, ScorecardSpec scorecard, ListSpec... lists) {
        return new RuleSet(
                "app",
                List.of(stream("payments", "account"), stream("labels", "terminal")),
                List.of(risk(evaluate)),
                List.of(
                        rule("many", WindowSpec.tumbling(HOUR), "n >= 2", evaluate),
                        rule("risky", null, "features.risk >= 1 && amount / (amount - 13) > 0", evaluate)),
                List.of(scorecard),
                List.of(),
                List.of(),
                List.of(lists));
    }

    private static final ScorecardSpec BOTH =
            scorecard("card", Map.of("many", BigDecimal.valueOf(45), "risky", BigDecimal.valueOf(40)));

    private static void pay(PipelineTester tester, String id, @Nullable String terminal, int second, int amount) {
        send(tester, "payments", id, "a", terminal, second, amount);
    }

    private static void label(PipelineTester tester, String id, int second) {
        send(tester, "labels", id, null, "t", second, 0);
    }

    private static void send(
            PipelineTester tester,
            String stream,
            String id,
            @Nullable String account,
            @Nullable String terminal,
            int second,
            int amount) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("id", id);
        fields.put("account", account);
        fields.put("terminal", terminal);
        fields.put("at", Instant.ofEpochSecond(second));
        fields.put("amount", amount);
        tester.send(stream, fields);
    }

    private static List<String> decisions(PipelineTester tester) {
        return tester.outputs().decisions().stream()
                .map(decision -> decision.eventId() + " " + decision.score() + " " + decision.outcome())
                .toList();
    }

    @Test
    void theLastStageThatKnowsARuleDecides() {
        Plan plan = Plan.compile(rules(Evaluate.ON_ARRIVAL, BOTH), List.of());

        assertThat(plan.view().stream().map(Object::toString))
                .containsExactly(
                        "stage 0 by record key: streams [payments, labels], features [], rules [many]",
                        "stage 1 by terminal: streams [payments, labels], features [risk], rules [risky],"
                                + " scorecards [card]");
        PipelineTester tester = new PipelineTester(plan, 3, Instant.EPOCH);
        pay(tester, "p1", "t", 1, 7);
        label(tester, "l1", 2);
        pay(tester, "p2", "t", 3, 20);

        assertThat(decisions(tester)).containsExactly("p1 0 ALLOW", "p2 85 BLOCK");
        Output.Decision decision = tester.outputs().decisions().get(1);
        assertThat(decision.recordKey()).isEqualTo("a");
        assertThat(decision.key()).isEqualTo(Map.of("account", "a"));
        assertThat(decision.eventTime()).isEqualTo(3_000);
        assertThat(decision.parts())
                .extracting(part -> part.rule() + " " + part.holds() + " " + part.values())
                .containsExactlyInAnyOrder("many true {n=2}", "risky true {amount=20, features.risk=1}");
        assertThat(tester.outputs().alerts())
                .as("a part has the version of its rule's alerts")
                .allSatisfy(alert -> assertThat(decision.parts())
                        .anyMatch(part -> part.rule().equals(alert.rule())
                                && part.version().equals(alert.ruleVersion())))
                .hasSize(2);
    }

    @Test
    void aScorecardOfTheFirstStageDecidesThere() {
        Plan plan =
                Plan.compile(rules(Evaluate.ON_ARRIVAL, scorecard("own", Map.of("many", BigDecimal.TEN))), List.of());
        PipelineTester tester = new PipelineTester(plan, 2, Instant.EPOCH);
        tester.pauseStages(true);
        pay(tester, "p1", "t", 1, 7);
        tester.pauseStages(false);

        assertThat(plan.view().get(0).scorecards()).containsExactly("own");
        assertThat(decisions(tester)).as("once").containsExactly("p1 0 ALLOW");
    }

    @Test
    void anEventWithoutTheKeyOfTheStageIsDecidedToo() {
        PipelineTester tester =
                new PipelineTester(Plan.compile(rules(Evaluate.AT_WATERMARK, BOTH), List.of()), 2, Instant.EPOCH);
        label(tester, "l1", 1);
        pay(tester, "p1", null, 2, 20);
        pay(tester, "p2", null, 3, 20);
        tester.watermark(Instant.ofEpochSecond(100));

        assertThat(decisions(tester)).containsExactlyInAnyOrder("p1 0 ALLOW", "p2 45 REVIEW");
    }

    @Test
    void anEventThatFailsInALaterStageIsNotDecided() {
        PipelineTester tester =
                new PipelineTester(Plan.compile(rules(Evaluate.ON_ARRIVAL, BOTH), List.of()), 2, Instant.EPOCH);
        label(tester, "l1", 1);
        pay(tester, "p1", "t", 2, 13);
        pay(tester, "p2", "t", 3, 14);

        assertThat(tester.outputs().dead()).singleElement().satisfies(dead -> assertThat(dead.rule())
                .isEqualTo("risky"));
        assertThat(decisions(tester))
                .as("the first one counted where it did not fail")
                .containsExactly("p2 85 BLOCK");
    }

    @Test
    void whatADetectorConcludesTravelsWithTheEvent() {
        ScorecardSpec scorecard =
                scorecard("card", Map.of("odd-amount", BigDecimal.valueOf(45), "risky", BigDecimal.valueOf(40)));
        PipelineTester tester = new PipelineTester(
                Plan.compile(rules(Evaluate.ON_ARRIVAL, scorecard), List.of(new OddAmount())), 2, Instant.EPOCH);
        label(tester, "l1", 1);
        pay(tester, "p1", "t", 2, 21);
        pay(tester, "p2", "t", 3, 20);

        assertThat(decisions(tester)).containsExactly("p1 85 BLOCK", "p2 40 REVIEW");
        assertThat(tester.outputs().decisions().get(0).parts())
                .filteredOn(part -> part.rule().equals("odd-amount"))
                .singleElement()
                .satisfies(part -> assertThat(part.values()).isEqualTo(Map.of("amount", BigDecimal.valueOf(21))));
    }

    @Test
    void listsOverrideDecisionsOfLaterStages() {
        ListSpec stolen =
                new ListSpec("stolen", "terminal", ListSpec.Effect.DENY, "stolen-terminals", false, List.of());
        ListSpec ours = new ListSpec(
                "ours",
                "account",
                ListSpec.Effect.ALLOW,
                null,
                false,
                List.of(new ListSpec.Entry("a", "ours", ListSpec.NEVER, null)));
        PipelineTester tester = new PipelineTester(
                Plan.compile(rules(Evaluate.ON_ARRIVAL, BOTH, stolen, ours), List.of()), 2, Instant.EPOCH);
        label(tester, "l1", 1);
        pay(tester, "p1", "t", 2, 20);
        tester.list("stolen", "t", "reported", null);
        pay(tester, "p2", "t", 3, 20);
        tester.crash();
        pay(tester, "p3", "t", 4, 20);
        tester.unlist("stolen", "t");
        pay(tester, "p4", "t", 5, 20);

        assertThat(decisions(tester)).containsExactly("p1 40 ALLOW", "p2 85 BLOCK", "p3 85 BLOCK", "p4 85 ALLOW");
        assertThat(tester.outputs().decisions().get(2).lists())
                .extracting(Output.Listed::list)
                .containsExactly("stolen", "ours");
    }

    @Test
    void rulesOfLaterStagesAskLists() {
        ListSpec ours = new ListSpec("ours", "terminal", ListSpec.Effect.NONE, "our-terminals", false, List.of());
        RuleSet set = new RuleSet(
                "app",
                List.of(stream("payments", "account"), stream("labels", "terminal")),
                List.of(risk(Evaluate.ON_ARRIVAL)),
                List.of(rule("foreign", null, "features.risk >= 1 && !lists.ours", Evaluate.ON_ARRIVAL)),
                List.of(),
                List.of(),
                List.of(),
                List.of(ours));
        PipelineTester tester = new PipelineTester(Plan.compile(set, List.of()), 2, Instant.EPOCH);
        label(tester, "l1", 1);
        pay(tester, "p1", "t", 2, 20);
        tester.list("ours", "t", null, Instant.ofEpochSecond(4));
        pay(tester, "p2", "t", 3, 20);
        pay(tester, "p3", "t", 4, 20);

        assertThat(tester.outputs().alerts()).extracting(Output.Alert::eventId).containsExactly("p1", "p3");
    }

    /** Raises an alert for odd amounts. */
    private static final class OddAmount implements Detector<String> {

        @Override
        public String name() {
            return "odd-amount";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public String stream() {
            return "payments";
        }

        @Override
        public Duration timeToLive() {
            return HOUR;
        }

        @Override
        public Finding<String> detect(Event event, Schema schema, @Nullable String state) {
            BigDecimal amount = (BigDecimal) event.value(schema.position("amount"));
            return amount == null || !amount.toBigInteger().testBit(0)
                    ? Finding.none(state)
                    : Finding.alert(state, new Raised(Severity.LOW, "odd", Map.of("amount", amount), "amount is odd"));
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
