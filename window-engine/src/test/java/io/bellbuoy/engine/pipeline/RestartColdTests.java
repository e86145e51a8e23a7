package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.pay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Mode;
import io.bellbuoy.engine.rule.Restart;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A longer window does not fit what a shorter one kept: refused, or begun without it where the rule says so. */
class RestartColdTests {

    @ParameterizedTest(name = "while it runs: {0}")
    @ValueSource(booleans = {true, false})
    void aRuleThatBeginsColdForgetsWhatItCounted(boolean running) {
        PipelineTester tester = new PipelineTester(plan(rule(60)), 1, Scenario.second(0));
        pay(tester, "p1", 1, 5);
        pay(tester, "p2", 2, 5);
        Plan longer = plan(rule(120));
        assertThatThrownBy(() -> tester.switchTo(longer))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("rule 'sum'")
                .hasMessageContaining("restart: cold");

        Plan cold = plan(rule(120).treated(Mode.LIVE, Restart.COLD));
        if (running) {
            tester.switchTo(cold);
        } else {
            tester.crash(cold);
        }
        pay(tester, "p3", 3, 7);
        pay(tester, "p4", 4, 1);

        assertThat(tester.outputs().alerts())
                .extracting((Output.Alert alert) ->
                        alert.eventId() + " " + alert.values().get("total"))
                .containsExactly("p1 5", "p2 10", "p3 7", "p4 8");
    }

    private static RuleSpec rule(int seconds) {
        return Scenario.summing(
                "sum",
                WindowSpec.trailing(Duration.ofSeconds(seconds)),
                "total > 0",
                Emit.EARLY,
                Duration.ZERO,
                null,
                null);
    }

    private static Plan plan(RuleSpec rule) {
        return Plan.compile(
                new RuleSet("app", List.of(Scenario.stream("payments")), List.of(), List.of(rule)), List.of());
    }
}
