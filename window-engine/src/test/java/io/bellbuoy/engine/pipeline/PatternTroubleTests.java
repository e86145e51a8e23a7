package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.PatternScenario.LARGE;
import static io.bellbuoy.engine.pipeline.PatternScenario.MINUTE;
import static io.bellbuoy.engine.pipeline.PatternScenario.RESET;
import static io.bellbuoy.engine.pipeline.PatternScenario.assertForgotten;
import static io.bellbuoy.engine.pipeline.PatternScenario.event;
import static io.bellbuoy.engine.pipeline.PatternScenario.login;
import static io.bellbuoy.engine.pipeline.PatternScenario.pay;
import static io.bellbuoy.engine.pipeline.PatternScenario.plan;
import static io.bellbuoy.engine.pipeline.PatternScenario.rule;
import static io.bellbuoy.engine.pipeline.PatternScenario.source;
import static io.bellbuoy.engine.pipeline.PatternScenario.tester;
import static io.bellbuoy.engine.pipeline.Scenario.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.PatternSpec.Skip;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.Outputs;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.Window;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Patterns that are not completed, late events and conditions that fail. */
class PatternTroubleTests {

    // ---- what is not completed

    @Test
    void partialMatchesOutOfTimeArePublished() {
        PipelineTester tester =
                tester(rule(PatternSpec.of(MINUTE, RESET, LARGE).skip(Skip.NONE).timeouts("unfinished")));
        login(tester, "l1", 10, "RESET", "DE");
        login(tester, "l2", 10, "RESET", "FR");
        tester.crash();
        tester.watermark(second(70));

        assertThat(tester.outputs().values())
                .extracting(values -> values.topic() + " " + values.key() + " " + values.values())
                .containsExactly(
                        "unfinished {account=A} {reset.type=RESET, events=reset l1 (logins-0@0), reached=reset}",
                        "unfinished {account=A} {reset.type=RESET, events=reset l2 (logins-0@1), reached=reset}");
        assertThat(tester.outputs().values())
                .allMatch(values -> values.eventId() == null)
                .allMatch(values -> new Window(10_000, 70_000).equals(values.window()))
                .extracting(Output.Values::id)
                .doesNotHaveDuplicates();
        assertForgotten(tester);
    }

    @Test
    void partialMatchesAboveTheLimitAreDroppedAndCounted() {
        Map<String, Integer> dropped = new HashMap<>();
        RuleObserver counting = new RuleObserver() {
            @Override
            public void dropped(String rule) {
                dropped.merge(rule, 1, Integer::sum);
            }
        };
        Plan plan = plan(rule(PatternSpec.of(MINUTE, RESET, LARGE).maxPartialMatches(2)));
        TaskState state = TaskState.inMemory(plan.cellTypes());
        Task task = new Task(plan, state, true, counting);
        PipelineTester sender = tester(
                rule(PatternSpec.of(MINUTE, RESET, LARGE).maxPartialMatches(2)).suppress(null));
        for (int i = 0; i < 5; i++) {
            task.process(event(i), new Outputs());
            login(sender, "l" + i, 10 + i, "RESET", "DE");
        }
        task.watermark("logins", 60_000, source(), new Outputs());
        task.watermark("payments", 60_000, source(), new Outputs());
        pay(sender, "p", 20, 500, "DE");
        assertForgotten(sender);

        assertThat(dropped).isEqualTo(Map.of("taken-over", 3));
        assertThat(sender.outputs().alerts())
                .extracting(alert -> alert.values().get("events"))
                .containsExactly("reset l3 (logins-0@3), large p (payments-0@5)");
    }

    // ---- late and failing events

    @Test
    void aLateEventThatMayMatterGoesToTheLateOnes() {
        PipelineTester tester = tester(rule(PatternSpec.of(MINUTE, RESET, LARGE)));
        login(tester, "l1", 100, "OTHER", "DE");
        pay(tester, "p1", 100, 1, "DE");
        login(tester, "l2", 94.999, "OTHER", "DE");
        login(tester, "l3", 94.999, "RESET", "DE");
        login(tester, "l4", 95, "RESET", "DE");
        pay(tester, "p2", 50, 500, "DE");
        assertForgotten(tester);

        assertThat(tester.outputs().late())
                .extracting(late -> late.names() + " " + late.window() + " at " + late.watermark())
                .containsExactly(
                        "[taken-over] " + new Window(94_999, 154_999) + " at 95000",
                        "[taken-over] " + new Window(50_000, 110_000) + " at 95000");
        assertThat(tester.outputs().alerts()).isEmpty();
    }

    @Test
    void aConditionThatFailsMakesTheEventADeadLetterAndLeavesTheStateAsItWas() {
        PipelineTester tester = tester(rule(PatternSpec.of(
                MINUTE, RESET, Step.of("large", "payments", "1000 / (amount - 3) > 1 && reset.country == country"))));
        login(tester, "l1", 10, "RESET", "DE");
        pay(tester, "p1", 11, 3, "DE");
        pay(tester, "p2", 12, 4, "DE");
        assertForgotten(tester);

        assertThat(tester.outputs().dead()).singleElement().satisfies(dead -> {
            assertThat(dead.rule()).isEqualTo("taken-over");
            assertThat(dead.message()).startsWith("step 'large', where: ").contains("Division by zero");
            assertThat(dead.source().offset()).isEqualTo(1);
        });
        assertThat(tester.outputs().alerts()).extracting(Output.Alert::eventId).containsExactly("p2");
    }

    @Test
    void aWhenThatFailsAtTheWatermarkDescribesTheMatch() {
        PipelineTester tester = tester(rule(PatternSpec.of(
                        null, LARGE, new Step.Absence(new Step.Alternative("reset", "logins", null), MINUTE)))
                .when("1 / (large.amount - 500) > 0"));
        pay(tester, "p1", 10, 500, "DE");
        tester.watermark(second(70));

        assertThat(tester.outputs().dead()).singleElement().satisfies(dead -> {
            assertThat(dead.rule()).isEqualTo("taken-over");
            assertThat(new String(Objects.requireNonNull(dead.source().value())))
                    .isEqualTo("rule taken-over, key {account=A}, window [10000, 70000)");
        });
        assertForgotten(tester);
    }
}
