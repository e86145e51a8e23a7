package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.pay;
import static io.bellbuoy.engine.pipeline.Scenario.second;
import static io.bellbuoy.engine.pipeline.Scenario.summing;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.Trigger;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GlobalWindowsTests {

    private static final Duration TTL = Duration.ofSeconds(100);
    private static final WindowSpec EACH_THREE = new WindowSpec.Global(new Trigger.Count(3), true, TTL);
    private static final WindowSpec EVERY_TEN =
            new WindowSpec.Global(new Trigger.Every(Duration.ofSeconds(10)), false, TTL);

    @Test
    void eachThirdEventAsksAboutThreeAndForgetsThem() {
        PipelineTester tester = tester(rule(EACH_THREE, "total > 5"));
        for (int i = 1; i <= 7; i++) {
            pay(tester, "p" + i, i, i);
        }

        assertThat(alerts(tester)).containsExactly("p3 6", "p6 15");
    }

    @Test
    void whatIsKeptIsLookedAtAgain() {
        PipelineTester tester = tester(rule(new WindowSpec.Global(new Trigger.Count(2), false, TTL), "total > 0"));
        for (int i = 1; i <= 5; i++) {
            pay(tester, "p" + i, i, i);
        }

        assertThat(alerts(tester)).containsExactly("p2 3", "p4 10");
    }

    @Test
    void aDeltaIsMeasuredFromTheValueOfTheLastFiring() {
        Trigger delta = new Trigger.Delta("amount", BigDecimal.TEN);
        PipelineTester tester = tester(rule(new WindowSpec.Global(delta, true, TTL), "total > 0"));
        int[] amounts = {100, 110, 89, 95, 79, 78};
        for (int i = 0; i < amounts.length; i++) {
            pay(tester, "p" + i, i, amounts[i]);
        }

        assertThat(alerts(tester)).containsExactly("p2 299", "p5 252");
    }

    @Test
    void aMultipleOfTheIntervalFiresIfThereWasAnEvent() {
        PipelineTester tester = tester(rule(EVERY_TEN, "total > 0"));
        pay(tester, "p1", 3, 5);
        // On arrival: what has come when the watermark passes 10 is looked at.
        pay(tester, "p2", 12, 7);
        tester.watermark(second(40));
        pay(tester, "p3", 41, 1);
        tester.watermark(second(49));
        tester.watermark(second(50));

        assertThat(alerts(tester)).containsExactly("[3, 10) 12", "[3, 50) 13");
        assertThat(tester.outputs().alerts().stream().map(Output.Alert::id).distinct())
                .hasSize(2);
    }

    @Test
    void aKeyWithoutEventsForTheTimeToLiveBeginsAnew() {
        PipelineTester tester = tester(rule(EACH_THREE, "total > 0"));
        pay(tester, "p1", 0, 1);
        pay(tester, "p2", 1, 1);
        pay(tester, "p3", 101, 1);
        pay(tester, "p4", 102, 1);
        pay(tester, "p5", 103, 1);

        assertThat(alerts(tester)).containsExactly("p5 3");
        tester.watermark(second(203));
        assertThat(tester.stateEntries()).isZero();
    }

    @Test
    void onlyWhatWouldBeForgottenAtOnceIsLate() {
        PipelineTester tester = tester(rule(EACH_THREE, "total > 0"));
        pay(tester, "p1", 205, 1);
        pay(tester, "p2", 101, 1);
        pay(tester, "p3", 100, 1);

        assertThat(tester.outputs().late()).hasSize(1);
        assertThat(tester.outputs().late().get(0).names()).containsExactly("watch");
        assertThat(tester.outputs().late().get(0).source().offset()).isEqualTo(2);
    }

    @Test
    void aFeatureIsReadAtEachEventAndPublishedWhenItFires() {
        FeatureSpec sum = feature("sum", EACH_THREE);
        FeatureSpec sumEvery = feature("sumEvery", EVERY_TEN);
        RuleSpec reads =
                Scenario.simple("reads", "features.sum == 3 || features.sum == null", Evaluate.ON_ARRIVAL, null, null);
        PipelineTester tester = PipelineTester.of(
                new RuleSet("app", List.of(Scenario.stream("payments")), List.of(sum, sumEvery), List.of(reads)));
        for (int i = 1; i <= 4; i++) {
            pay(tester, "p" + i, i, i);
        }
        tester.crash();
        assertThat(tester.features("A")).containsEntry("sum", BigDecimal.valueOf(4));
        tester.watermark(second(10));

        assertThat(tester.outputs().alerts().stream().map(Output.Alert::eventId))
                .containsExactly("p2");
        assertThat(tester.outputs().values().stream()
                        .map(values -> values.eventId() + " " + values.eventTime() + " " + values.values()))
                .containsExactly("p3 3000 {sum=6}", "null 10000 {sumEvery=10}");
    }

    @Test
    void rulesOfOneDeclarationShareTheirStateAndOthersDoNot() {
        PipelineTester shared = tester(rule(EACH_THREE, "total > 1"), named("other", rule(EACH_THREE, "total > 2")));
        PipelineTester apart = tester(rule(EACH_THREE, "total > 1"), named("other", rule(EVERY_TEN, "total > 2")));
        pay(shared, "p", 1, 1);
        pay(apart, "p", 1, 1);

        assertThat(shared.stateEntries()).isEqualTo(1);
        assertThat(apart.stateEntries()).isEqualTo(2);
    }

    @Test
    void aConditionThatFailsWhenATimeFiresIsADeadLetter() {
        PipelineTester tester = tester(rule(EVERY_TEN, "1 / (total - 5) > 0"));
        pay(tester, "p1", 3, 5);
        tester.watermark(second(10));
        pay(tester, "p2", 11, 5);
        tester.watermark(second(20));

        assertThat(tester.outputs().dead()).hasSize(1);
        assertThat(new String(tester.outputs().dead().get(0).source().value()))
                .isEqualTo("rule watch, key {account=A}, window [3000, 10000)");
        assertThat(alerts(tester)).containsExactly("[3, 20) 10");
    }

    @Test
    void theClockFiresOnceForAllKeysAndAgainAfterARestart() {
        Trigger minute = new Trigger.ProcessingEvery(Duration.ofMinutes(1));
        PipelineTester tester = tester(rule(new WindowSpec.Global(minute, true, TTL), "total > 0"));
        pay(tester, "p1", 1, 1);
        Scenario.send(tester, "payments", "p2", "B", 2, 2);
        tester.advanceClock(Duration.ofSeconds(10));
        tester.crash();
        tester.advanceClock(Duration.ofSeconds(49));
        assertThat(alerts(tester)).isEmpty();
        tester.advanceClock(Duration.ofSeconds(1));
        assertThat(alerts(tester)).containsExactlyInAnyOrder("[1, 60) 1", "[2, 60) 2");
        tester.crash();
        tester.advanceClock(Duration.ofMinutes(5));
        assertThat(alerts(tester)).hasSize(2);
        tester.watermark(second(1_000));

        assertThat(tester.stateEntries()).isZero();
    }

    @Test
    void suppressionCountsFromTheLastPublishedFiring() {
        RuleSpec rule =
                summing("watch", EVERY_TEN, "total > 0", Emit.EARLY, Duration.ZERO, Duration.ofSeconds(20), null);
        PipelineTester tester = tester(rule);
        for (int i = 0; i < 5; i++) {
            pay(tester, "p" + i, 10 * i, 1);
        }
        tester.watermark(second(50));

        assertThat(alerts(tester)).containsExactly("[0, 10) 2", "[0, 30) 4", "[0, 50) 5");
    }

    // ---- the pieces

    private static RuleSpec rule(WindowSpec window, String when) {
        return summing("watch", window, when, Emit.EARLY, Duration.ZERO, null, null);
    }

    private static RuleSpec named(String name, RuleSpec rule) {
        return summing(
                name,
                Objects.requireNonNull(rule.window()),
                rule.when(),
                rule.emit(),
                rule.allowedLateness(),
                rule.suppress(),
                null);
    }

    private static FeatureSpec feature(String name, WindowSpec window) {
        return new FeatureSpec(
                name,
                "payments",
                List.of("account"),
                null,
                window,
                "sum(amount)",
                Evaluate.ON_ARRIVAL,
                Emit.EVERY_UPDATE,
                Duration.ZERO,
                "sums");
    }

    private static PipelineTester tester(RuleSpec... rules) {
        return PipelineTester.of(new RuleSet(
                "app", List.of(Scenario.stream("payments")), List.of(), new ArrayList<>(Arrays.asList(rules))));
    }

    /** The event or the window in seconds, and the total. */
    private static List<String> alerts(PipelineTester tester) {
        return tester.outputs().alerts().stream()
                .map(alert -> (alert.window() == null
                                ? alert.eventId()
                                : "[" + alert.window().start() / 1_000 + ", "
                                        + alert.window().end() / 1_000 + ")")
                        + " " + Map.copyOf(alert.values()).get("total"))
                .toList();
    }
}
