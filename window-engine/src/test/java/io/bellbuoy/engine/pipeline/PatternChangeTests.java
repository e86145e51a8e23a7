package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.PatternScenario.LARGE;
import static io.bellbuoy.engine.pipeline.PatternScenario.MINUTE;
import static io.bellbuoy.engine.pipeline.PatternScenario.RESET;
import static io.bellbuoy.engine.pipeline.PatternScenario.STREAMS;
import static io.bellbuoy.engine.pipeline.PatternScenario.event;
import static io.bellbuoy.engine.pipeline.PatternScenario.plan;
import static io.bellbuoy.engine.pipeline.PatternScenario.rule;
import static io.bellbuoy.engine.pipeline.PatternScenario.source;
import static io.bellbuoy.engine.pipeline.PatternScenario.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.pipeline.PatternScenario.Draft;
import io.bellbuoy.engine.rule.Mode;
import io.bellbuoy.engine.rule.Outcome;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.PatternSpec.Skip;
import io.bellbuoy.engine.rule.Restart;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.ScorecardSpec;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.rule.Times;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.Outputs;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is stored of a pattern, and what changes with its declaration. */
class PatternChangeTests {

    @Test
    void theStoredFormIsThatOfThePartialMatches() {
        Plan plan = plan(rule(PatternSpec.of(MINUTE, RESET, LARGE)));
        TaskState state = TaskState.inMemory(plan.cellTypes());
        Task task = new Task(plan, state, true, RuleObserver.NOOP);
        task.process(event(0), new Outputs());
        task.watermark("logins", 20_000, source(), new Outputs());
        task.watermark("payments", 20_000, source(), new Outputs());
        KeyState key = state.of(0, "A");

        assertThat(key.size()).isEqualTo(2);
        assertThat(bytes(plan, key))
                .isEqualTo(
                        "01 01 01 00 026c30 a09c01 00 01 03055245534554 01 00 01 00 00 01 00 01 00".replace(" ", ""));
    }

    /** The bytes of the one cell with a value. */
    @SuppressWarnings("unchecked")
    private static String bytes(Plan plan, KeyState key) {
        StateOutput out = new StateOutput();
        for (int i = 0; i < key.size(); i++) {
            Object value = key.valueAt(i);
            if (value != null) {
                ((CellType<Object>) Objects.requireNonNull(plan.cellTypes().find(key.cellAt(i)))).write(value, out);
            }
        }
        return HexFormat.of().formatHex(out.toByteArray());
    }

    @Test
    void aChangedPatternIsRefusedAndAChangedLimitIsNot() {
        PatternSpec pattern = PatternSpec.of(MINUTE, RESET, LARGE);
        StateOutput out = new StateOutput();
        task(plan(rule(pattern))).writeProgress(out);

        task(plan(rule(pattern.maxPartialMatches(7)).suppress(MINUTE))).readProgress(new StateInput(out.toByteArray()));
        for (Draft changed : List.of(
                rule(PatternSpec.of(MINUTE, RESET, Step.of("large", "payments", "amount > 101"))),
                rule(PatternSpec.of(MINUTE.plusMillis(1), RESET, LARGE)),
                rule(pattern).by("account", "country"),
                rule(pattern).message("{reset.country}"))) {
            assertThatThrownBy(() -> task(plan(changed)).readProgress(new StateInput(out.toByteArray())))
                    .isInstanceOf(RuleException.class)
                    .hasMessageContaining("rule 'taken-over', pattern: found")
                    .hasMessageContaining("its stored state is of another pattern");
        }
    }

    @Test
    void aChangedPatternBeginsWithoutStateIfItSaysSo() {
        StateOutput out = new StateOutput();
        task(plan(rule(PatternSpec.of(MINUTE, RESET, LARGE)))).writeProgress(out);
        RuleSpec changed =
                rule(PatternSpec.of(MINUTE.plusMillis(1), RESET, LARGE)).rule().treated(Mode.LIVE, Restart.COLD);

        task(plan(new Draft(changed))).readProgress(new StateInput(out.toByteArray()));
    }

    @Test
    void aScorecardDoesNotWeighAPattern() {
        ScorecardSpec scorecard = new ScorecardSpec(
                "card",
                "payments",
                Map.of("taken-over", BigDecimal.TEN),
                BigDecimal.ONE,
                BigDecimal.TEN,
                Outcome.ALLOW);
        RuleSpec rule = RuleSpec.matching("taken-over", "payments", PatternSpec.of(MINUTE, RESET, LARGE));
        RuleSet rules = new RuleSet("app", STREAMS, List.of(), List.of(rule), List.of(scorecard));

        assertThatThrownBy(() -> Plan.compile(rules, List.of()))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("scorecard 'card', weights.taken-over")
                .hasMessageContaining("has a pattern, whose matches are of several events");
    }

    @Test
    void theVersionIsOneOfAllThatChangesMatches() {
        PatternSpec pattern = PatternSpec.of(MINUTE, RESET, LARGE);
        List<Draft> different = List.of(
                rule(pattern),
                rule(pattern.skip(Skip.NONE)),
                rule(pattern.maxPartialMatches(7)),
                rule(PatternSpec.of(MINUTE.plusMillis(1), RESET, LARGE)),
                rule(PatternSpec.of(MINUTE, RESET, LARGE.asOptional(), Step.of("end", "payments", null))),
                rule(PatternSpec.of(MINUTE, RESET, LARGE, Step.of("end", "payments", null))),
                rule(PatternSpec.of(MINUTE, RESET, LARGE.strict())),
                rule(PatternSpec.of(MINUTE, RESET, LARGE.times(new Times(1, 2)))),
                rule(PatternSpec.of(MINUTE, RESET, Step.of("large", "logins", null))),
                rule(pattern).by("account", "country"),
                rule(pattern).when("large.amount > 5"));

        assertThat(different.stream().map(PatternChangeTests::version)).doesNotHaveDuplicates();
        assertThat(version(rule(pattern.timeouts("topic")).message("other").suppress(MINUTE)))
                .isEqualTo(version(rule(pattern)));
    }

    private static String version(Draft rule) {
        return plan(rule).compiled().rules().get(0).version();
    }
}
