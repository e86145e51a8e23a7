package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.StoredRecord;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.Mode;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.Restart;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.Outputs;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is known of the cost of rules: samples of their time, and the size of their state. */
class RuleCostTests {

    private static final WindowSpec HOUR = WindowSpec.trailing(Duration.ofHours(1));

    private final RuleSet rules = new RuleSet(
            "app",
            List.of(Scenario.stream("payments")),
            List.of(FeatureSpec.of("sum", "payments", List.of("account"), HOUR, "sum(amount)")),
            List.of(
                    Scenario.simple("arrived", "amount > 5", Evaluate.ON_ARRIVAL, null, null),
                    Scenario.simple("failing", "amount / (amount - amount) > 1", Evaluate.ON_ARRIVAL, null, null)
                            .treated(Mode.SHADOW, Restart.KEEP),
                    Scenario.simple("suppressed", "features.sum > 0", Evaluate.ON_ARRIVAL, Duration.ofHours(1), null),
                    RuleSpec.matching(
                            "pair",
                            "payments",
                            PatternSpec.of(
                                    Duration.ofHours(1),
                                    Step.of("one", "amount > 0"),
                                    Step.of("never", "amount < 0")))));

    @Test
    void oneOf256EventsOfEachRuleIsTimedAndNoOtherReadsTheClock() {
        Costs costs = new Costs();
        Task task = task(costs);
        for (int i = 1; i <= 255; i++) {
            pay(task, "A", i);
        }
        assertThat(costs.reads).isZero();
        for (int i = 256; i <= 3 * 256 + 100; i++) {
            pay(task, "A", i);
        }
        assertThat(costs.timed)
                .as("each reading of the clock is 7 ns behind the one before")
                .isEqualTo(Map.of(
                        "arrived", List.of(7L, 7L, 7L),
                        "failing", List.of(7L, 7L, 7L),
                        "suppressed", List.of(7L, 7L, 7L),
                        "pair", List.of(7L, 7L, 7L)));
        assertThat(costs.reads).isEqualTo(2 * 3 * 4);
    }

    @Test
    void nothingIsTimedWithoutAClock() {
        Costs costs = new Costs() {
            @Override
            public @Nullable LongSupplier nanos() {
                return null;
            }
        };
        Task task = task(costs);
        for (int i = 1; i <= 1_000; i++) {
            pay(task, "A", i);
        }
        assertThat(costs.timed).isEmpty();
    }

    @Test
    void whatRulesKeepIsCountedByKeysAndCells() {
        Task task = task(RuleObserver.NOOP);
        for (String account : List.of("A", "B", "C")) {
            pay(task, account, 10);
        }
        Map<String, StateSize> sizes = task.stateSizes();
        assertThat(sizes.keySet())
                .containsExactly(
                        "feature 'sum'", "rule 'arrived'", "rule 'failing'", "rule 'suppressed'", "rule 'pair'");
        assertThat(sizes.get("feature 'sum'").keys()).isEqualTo(3);
        assertThat(sizes.get("feature 'sum'").cells()).isGreaterThanOrEqualTo(3);
        assertThat(sizes.get("rule 'arrived'")).isEqualTo(StateSize.NONE);
        assertThat(sizes.get("rule 'suppressed'")).isEqualTo(new StateSize(3, 3));
        assertThat(sizes.get("rule 'pair'")).as("nothing before the watermark").isEqualTo(StateSize.NONE);
        pay(task, "D", 60);
        assertThat(task.stateSizes().get("rule 'pair'")).isEqualTo(new StateSize(3, 3));
    }

    @Test
    void sizesOfManyKeysAreEstimatedFromSome() {
        Plan plan = Plan.compile(rules, List.of());
        TaskState state = TaskState.inMemory(plan.cellTypes());
        Task task = new Task(plan, state, true, RuleObserver.NOOP);
        for (int i = 0; i < 3_000; i++) {
            pay(task, "A" + i, 10);
        }
        StateSize estimate = StateSize.of(plan.owned(), state, 500).get("rule 'suppressed'");
        assertThat(estimate.keys()).isBetween(2_900L, 3_010L).isEqualTo(estimate.cells());
        assertThat(StateSize.of(plan.owned(), state, 100_000).get("rule 'suppressed'"))
                .isEqualTo(new StateSize(3_000, 3_000));
    }

    private Task task(RuleObserver observer) {
        Plan plan = Plan.compile(rules, List.of());
        return new Task(plan, TaskState.inMemory(plan.cellTypes()), true, observer);
    }

    private static void pay(Task task, String account, int second) {
        long time = second * 1_000L;
        String id = account + "-" + second;
        StoredRecord record = new StoredRecord("payments", 0, second, time, null, null, List.of());
        Object[] values = {id, account, Instant.ofEpochMilli(time), BigDecimal.TEN};
        task.process(new Event("payments", time, id, account, values, record), new Outputs());
    }

    /** Notes what is timed, by a clock of which each reading is 7 ns behind the one before. */
    private static class Costs implements RuleObserver {

        final Map<String, List<Long>> timed = new TreeMap<>();
        long reads;

        @Override
        public @Nullable LongSupplier nanos() {
            return () -> 7 * reads++;
        }

        @Override
        public void timed(String rule, long nanos) {
            timed.computeIfAbsent(rule, any -> new ArrayList<>()).add(nanos);
        }
    }
}
