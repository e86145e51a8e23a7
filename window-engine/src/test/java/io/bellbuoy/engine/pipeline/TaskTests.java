package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.StoredRecord;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.Outputs;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A task beyond its rules: what it answers, what it stores and what it refuses. */
class TaskTests {

    private static final WindowSpec MINUTE = WindowSpec.trailing(Duration.ofMinutes(1));

    // ---- answers

    @Test
    void featuresAreAsOfTheNewestEvent() {
        PipelineTester tester = tester(
                feature("arrived", "sum(amount)", Evaluate.ON_ARRIVAL),
                feature("complete", "sum(amount)", Evaluate.AT_WATERMARK),
                feature("mean", "avg(amount)", Evaluate.ON_ARRIVAL));
        assertThat(tester.features("A")).hasToString("{arrived=0, complete=0, mean=null}");
        Scenario.pay(tester, "p1", 0, 10);
        Scenario.pay(tester, "p2", 7, 20);
        tester.failingBatch(() -> Scenario.pay(tester, "p3", 8, 40));

        assertThat(tester.features("A")).as("the watermark is 2").hasToString("{arrived=30, complete=10, mean=15}");
        assertThat(tester.features("B")).hasToString("{arrived=0, complete=0, mean=null}");
        Scenario.send(tester, "payments", "q", "B", 64, 1);
        assertThat(tester.features("A"))
                .as("p1 is older than a minute")
                .hasToString("{arrived=20, complete=30, mean=20}");
    }

    @Test
    void featuresFollowTheClockWhenItMovesTheWatermark() {
        PipelineTester tester = tester(feature("arrived", "sum(amount)", Evaluate.ON_ARRIVAL));
        for (int i = 0; i < 20; i++) {
            Scenario.pay(tester, "p" + i, i, 1);
        }
        tester.advanceClock(Duration.ofSeconds(19));
        assertThat(tester.features("A")).hasToString("{arrived=20}");
        tester.advanceClock(Duration.ofSeconds(64));
        assertThat(tester.features("A"))
                .as("the watermark is at 14 + 64 s, and 1 s of payments is left, whole")
                .hasToString("{arrived=1}");
        tester.advanceClock(Duration.ofSeconds(10));
        assertThat(tester.stateEntries()).isZero();
    }

    @Test
    void theLastWindowClosesWithoutNewTraffic() {
        RuleSpec rule = Scenario.summing(
                "sum",
                WindowSpec.tumbling(Duration.ofSeconds(10)),
                "total > 10",
                Emit.ON_CLOSE,
                Duration.ZERO,
                null,
                null);
        PipelineTester tester =
                PipelineTester.of(new RuleSet("app", List.of(Scenario.stream("payments")), List.of(), List.of(rule)));
        Scenario.pay(tester, "p1", 5, 11);
        tester.advanceClock(Duration.ofSeconds(5));
        tester.advanceClock(Duration.ofSeconds(9));
        assertThat(tester.outputs().alerts()).isEmpty();
        tester.advanceClock(Duration.ofSeconds(21));

        assertThat(tester.outputs().alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.window().end()).isEqualTo(10_000));
        assertThat(tester.stateEntries()).isZero();
    }

    @Test
    void anEventTooFarAheadIsADeadLetterAndMovesNothing() {
        Plan plan = plan(MINUTE);
        Task task = task(plan);
        Outputs outputs = new Outputs();
        task.process(event(3_600_001, 0), outputs);

        assertThat(task.watermark()).isEqualTo(Long.MIN_VALUE);
        assertThat(outputs.dead()).singleElement().satisfies(dead -> {
            assertThat(dead.reason()).isEqualTo(Output.Reason.TOO_FAR_AHEAD);
            assertThat(dead.message())
                    .isEqualTo(
                            "event time is 3600001 ms ahead of the record's timestamp; allowed: max-future=PT1H of stream 'payments'");
        });
        task.process(event(3_600_000, 0), outputs);
        assertThat(task.watermark()).isEqualTo(3_595_000);
    }

    // ---- a change of the rules

    @Test
    void aChangedWindowIsRefusedOnRestore() {
        byte[] stored = progress(plan(MINUTE));

        assertThatCode(() -> task(plan(MINUTE)).readProgress(new StateInput(stored)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        task(plan(WindowSpec.trailing(Duration.ofMinutes(2)))).readProgress(new StateInput(stored)))
                .isInstanceOf(RuleException.class)
                .hasMessageStartingWith("rule 'sum', window: found payments by account, trailing: PT2M, state ")
                .hasMessageContaining("its stored state is of another window, key or filter")
                .hasMessageContaining("give the rule or feature a new name");
        assertThatThrownBy(() ->
                        task(plan(WindowSpec.tumbling(Duration.ofMinutes(1)))).readProgress(new StateInput(stored)))
                .isInstanceOf(RuleException.class);
    }

    @Test
    void theVersionOfAnAlertIsOfWhatChangesResults() {
        String version = version(Scenario.summing("sum", MINUTE, "total > 1", Emit.EARLY, Duration.ZERO, null, null));

        assertThat(version).hasSize(12);
        assertThat(version(Scenario.summing(
                        "sum", MINUTE, "total > 1", Emit.EARLY, Duration.ZERO, Duration.ofDays(1), null)))
                .isEqualTo(version);
        assertThat(version(Scenario.summing("sum", MINUTE, "total > 2", Emit.EARLY, Duration.ZERO, null, null)))
                .isNotEqualTo(version);
    }

    private static String version(RuleSpec rule) {
        PipelineTester tester =
                PipelineTester.of(new RuleSet("app", List.of(Scenario.stream("payments")), List.of(), List.of(rule)));
        Scenario.pay(tester, "p1", 0, 11);
        return tester.outputs().alerts().get(0).ruleVersion();
    }

    // ---- bytes

    @Test
    void progressIsTheWatermarkThePlacesAndTheLayout() {
        Plan plan = plan(MINUTE);
        Task task = task(plan);
        StateOutput empty = new StateOutput();
        task.writeProgress(empty);
        assertThat(hex(empty))
                .startsWith("ffffffffffffffffff01" + "01" + "ffffffffffffffffff01" + "00" + "00" + "01")
                .hasSize(2 * (10 + 1 + 10 + 1 + 1 + 1 + 16));

        task.process(event(64_000, 64_000), new Outputs());
        StateOutput out = new StateOutput();
        task.writeProgress(out);
        assertThat(hex(out))
                .startsWith("f09907" + "01" + "f09907" + "00" + "01" + "08" + "7061796d656e7473" + "00" + "01");
    }

    // ---- the pieces

    private static PipelineTester tester(FeatureSpec... features) {
        return PipelineTester.of(
                new RuleSet("app", List.of(Scenario.stream("payments")), List.of(features), List.of()));
    }

    private static FeatureSpec feature(String name, String value, Evaluate evaluate) {
        return new FeatureSpec(
                name,
                "payments",
                List.of("account"),
                null,
                MINUTE,
                value,
                evaluate,
                Emit.EVERY_UPDATE,
                Duration.ZERO,
                null);
    }

    private static Plan plan(WindowSpec window) {
        RuleSpec rule = Scenario.summing(
                "sum", window, "total > 10", Emit.EARLY, Duration.ZERO, null, new BlockSpec(Duration.ofHours(1), null));
        return Plan.compile(
                new RuleSet("app", List.of(Scenario.stream("payments")), List.of(), List.of(rule)), List.of());
    }

    private static Task task(Plan plan) {
        return new Task(plan, TaskState.inMemory(plan.cellTypes()), true, RuleObserver.NOOP);
    }

    private static byte[] progress(Plan plan) {
        StateOutput out = new StateOutput();
        task(plan).writeProgress(out);
        return out.toByteArray();
    }

    private static Event event(long time, long timestamp) {
        StoredRecord record = new StoredRecord("payments", 0, 0, timestamp, null, null, List.of());
        return new Event(
                "payments",
                time,
                "p",
                "A",
                new Object[] {"p", "A", Instant.ofEpochMilli(time), BigDecimal.ONE},
                record);
    }

    private static String hex(StateOutput out) {
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
