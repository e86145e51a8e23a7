package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.StageScenario.MINUTE;
import static io.bellbuoy.engine.pipeline.StageScenario.plan;
import static io.bellbuoy.engine.pipeline.StageScenario.rule;
import static io.bellbuoy.engine.pipeline.StageScenario.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How time passes from stage to stage. */
class StageTimeTests {

    @Test
    void aSlowPartitionHoldsBackTheWindowsOfAStage() {
        PipelineTester tester = tester(2);
        // By the hash of the tester "a" and "b" lie in different partitions.
        send(tester, "payments", "p1", "a", "t", 3);
        send(tester, "labels", "l1", null, "a", 3);
        send(tester, "payments", "p2", "a", "t", 100);
        send(tester, "labels", "l2", null, "a", 100);
        assertThat(tester.outputs().alerts())
                .as("the other partition was never heard of")
                .isEmpty();
        send(tester, "payments", "p3", "b", "t", 40);
        send(tester, "labels", "l3", null, "b", 40);
        assertThat(tester.outputs().alerts()).as("it is at 40 s").isEmpty();
        send(tester, "payments", "p4", "b", "t", 61);
        send(tester, "labels", "l4", null, "b", 61);

        assertThat(tester.outputs().alerts()).singleElement().satisfies(alert -> assertThat(
                        alert.values().toString())
                .as("its event counted")
                .contains("n=2"));
        assertThat(tester.outputs().late()).isEmpty();
    }

    @Test
    void anIdlePartitionHoldsBackNothing() {
        PipelineTester tester = tester(2);
        send(tester, "payments", "p1", "a", "t", 3);
        tester.advanceClock(Duration.ofSeconds(1));
        tester.advanceClock(Duration.ofSeconds(31));
        assertThat(tester.outputs().alerts()).isEmpty();
        tester.advanceClock(Duration.ofSeconds(40));

        assertThat(tester.outputs().alerts())
                .as("the clock closes it, in the stage too")
                .hasSize(1);
    }

    @Test
    void whatABatchThatFailedHasToldIsToldAgain() {
        PipelineTester tester = tester(1);
        send(tester, "payments", "p1", "a", "t", 3);
        send(tester, "labels", "l1", null, "t", 3);
        // Events without a terminal bring the stage nothing but the time.
        Runnable later = () -> {
            send(tester, "payments", "p2", "a", null, 100);
            send(tester, "labels", "l2", null, "t", 100);
        };
        tester.failingBatch(later);
        assertThat(tester.outputs().alerts()).isEmpty();
        tester.batch(later);

        assertThat(tester.outputs().alerts()).hasSize(1);
    }

    /** Counts the payments of each terminal and minute. */
    private static PipelineTester tester(int partitions) {
        RuleSpec burst = rule("burst", List.of("terminal"), WindowSpec.tumbling(MINUTE), "n >= 1", Emit.ON_CLOSE, null);
        return new PipelineTester(plan(List.of(), burst), partitions, Instant.EPOCH);
    }
}
