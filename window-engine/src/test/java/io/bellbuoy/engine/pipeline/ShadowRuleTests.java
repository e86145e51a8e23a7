package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.Mode;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.Restart;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules that are only tried. */
class ShadowRuleTests {

    private static final WindowSpec MINUTE = WindowSpec.tumbling(Duration.ofMinutes(1));

    @Test
    void itsAlertsGoElsewhereAndNothingFollowsFromThem() {
        BlockSpec block = new BlockSpec(Duration.ofHours(1), null);
        PipelineTester tester = tester(
                shadow(Scenario.simple("large", "amount > 10", Evaluate.ON_ARRIVAL, Duration.ofSeconds(30), block)));

        Scenario.pay(tester, "e1", 0, 20);
        Scenario.pay(tester, "e2", 10, 20);
        Scenario.pay(tester, "e3", 40, 20);

        assertThat(tester.outputs().shadowAlerts())
                .extracting(Output.Alert::eventId)
                .containsExactly("e1", "e3");
        assertThat(tester.outputs().alerts()).isEmpty();
        assertThat(tester.outputs().actions()).isEmpty();
    }

    @Test
    void itsFailureHarmsNoOther() {
        RuleSpec live = Scenario.summing("sum", MINUTE, "total > 10", Emit.EARLY, Duration.ZERO, null, null);
        RuleSpec failing = shadow(Scenario.simple("fails", "1 / (amount - 20) > 1", Evaluate.ON_ARRIVAL, null, null));
        PipelineTester tester = tester(failing, live);

        Scenario.pay(tester, "e1", 0, 20);

        assertThat(tester.outputs().dead()).isEmpty();
        assertThat(tester.outputs().alerts()).extracting(Output.Alert::rule).containsExactly("sum");
    }

    /** Of the two windows that take the second payment it holds in the first and fails in the other. */
    @Test
    void whatItDidBeforeItFailedIsUndone() {
        WindowSpec sliding = WindowSpec.sliding(Duration.ofSeconds(20), Duration.ofSeconds(10));
        PipelineTester tester = tester(
                shadow(Scenario.summing(
                        "fails", sliding, "1 / (total - 5) > 0", Emit.EARLY, Duration.ZERO, null, null)),
                Scenario.simple("all", "true", Evaluate.ON_ARRIVAL, null, null));

        Scenario.pay(tester, "e1", 2, 1);
        Scenario.pay(tester, "e2", 12, 5);
        assertThat(tester.outputs().shadowAlerts()).isEmpty();
        assertThat(tester.outputs().alerts()).extracting(Output.Alert::eventId).containsExactly("e1", "e2");
    }

    @Test
    void aFailureAtAWindowsCloseIsNoDeadLetter() {
        RuleSpec failing =
                Scenario.summing("fails", MINUTE, "1 / (total - 20) > 1", Emit.ON_CLOSE, Duration.ZERO, null, null);
        PipelineTester tester = tester(shadow(failing));
        Scenario.pay(tester, "e1", 0, 20);
        tester.watermark(Instant.ofEpochSecond(60));

        assertThat(tester.outputs().dead()).isEmpty();
        PipelineTester live = tester(failing);
        Scenario.pay(live, "e1", 0, 20);
        live.watermark(Instant.ofEpochSecond(60));
        assertThat(live.outputs().dead()).as("it would be one of a live rule").hasSize(1);
    }

    @Test
    void aFailureOfAPatternIsNoDeadLetter() {
        Step.Occurrence large = Step.of("large", "payments", "amount > 10");
        PatternSpec pattern = PatternSpec.of(
                null, large, new Step.Absence(new Step.Alternative("none", "payments", null), Duration.ofMinutes(1)));
        RuleSpec quiet = RuleSpec.matching("quiet", "payments", pattern);
        RuleSpec failing = new RuleSpec(
                quiet.name(),
                quiet.stream(),
                null,
                quiet.by(),
                null,
                quiet.compute(),
                "1 / (large.amount - 20) > 0",
                quiet.severity(),
                null,
                null,
                quiet.evaluate(),
                quiet.emit(),
                Duration.ZERO,
                null,
                null,
                pattern,
                Mode.SHADOW,
                Restart.KEEP);
        PipelineTester tester = tester(failing);
        Scenario.pay(tester, "e1", 0, 20);
        tester.watermark(Instant.ofEpochSecond(600));

        assertThat(tester.outputs().dead()).isEmpty();
        assertThat(tester.stateEntries()).isZero();
    }

    @Test
    void whatIsLateForItAloneIsCountedAndGoesNowhere() {
        RuleSpec sum = Scenario.summing("sum", MINUTE, "total > 10", Emit.EARLY, Duration.ZERO, null, null);
        for (RuleSpec rule : List.of(sum, shadow(sum))) {
            PipelineTester tester = tester(rule);
            Scenario.pay(tester, "e1", 200, 20);
            Scenario.pay(tester, "late", 10, 20);

            assertThat(tester.outputs().late()).hasSize(rule.isShadow() ? 0 : 1);
        }
    }

    @Test
    void aRuleThatGoesLiveKeepsItsStateAndTheIdsOfItsAlerts() {
        RuleSpec live = Scenario.summing("sum", MINUTE, "total > 10", Emit.EARLY, Duration.ZERO, null, null);
        PipelineTester tester = tester(shadow(live));
        Scenario.pay(tester, "e1", 0, 20);
        tester.switchTo(plan(live));
        Scenario.pay(tester, "e2", 1, 5);
        tester.watermark(Instant.ofEpochSecond(600));

        assertThat(tester.outputs().shadowAlerts()).hasSize(1);
        Output.Alert tried = tester.outputs().shadowAlerts().get(0);
        assertThat(tester.outputs().alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.id()).isEqualTo(tried.id());
            assertThat(alert.revision()).isEqualTo(2);
            assertThat(alert.message()).isEqualTo("25");
        });
    }

    private static RuleSpec shadow(RuleSpec rule) {
        return rule.treated(Mode.SHADOW, Restart.KEEP);
    }

    private static Plan plan(RuleSpec... rules) {
        return Plan.compile(
                new RuleSet("shadows", List.of(Scenario.stream("payments")), List.of(), List.of(rules)), List.of());
    }

    private static PipelineTester tester(RuleSpec... rules) {
        return new PipelineTester(plan(rules), 1, Instant.EPOCH);
    }
}
