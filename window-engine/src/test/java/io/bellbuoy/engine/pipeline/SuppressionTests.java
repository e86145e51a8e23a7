package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.pay;
import static io.bellbuoy.engine.pipeline.Scenario.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void furtherAlertsOfARuleAndKeyWaitUntilTheTimeIsOver() {
        PipelineTester tester = tester(Scenario.simple("big", "amount > 10", Evaluate.ON_ARRIVAL, MINUTE, null));
        pay(tester, "p1", 0, 11);
        pay(tester, "p2", 59.999, 11);
        Scenario.send(tester, "payments", "other", "B", 59.999, 11);
        tester.crash();
        pay(tester, "p3", 60, 11);
        pay(tester, "p4", 57, 11);
        pay(tester, "p5", 119, 11);

        assertThat(rang(tester)).as("p2, p4 and p5 are too near to one before").containsExactly("p1", "other", "p3");
        assertForgotten(tester);
    }

    @Test
    void atTheWatermarkTheOrderOfArrivalDoesNotShow() {
        RuleSpec rule = Scenario.simple("big", "amount > 10", Evaluate.AT_WATERMARK, MINUTE, null);
        PipelineTester inOrder = tester(rule);
        pay(inOrder, "p1", 0, 11);
        pay(inOrder, "p2", 4, 11);
        pay(inOrder, "p3", 60, 11);
        PipelineTester outOfOrder = tester(rule);
        pay(outOfOrder, "p2", 4, 11);
        pay(outOfOrder, "p1", 0, 11);
        pay(outOfOrder, "p3", 60, 11);

        assertForgotten(inOrder);
        assertForgotten(outOfOrder);
        assertThat(rang(inOrder)).containsExactly("p1", "p3").isEqualTo(rang(outOfOrder));
    }

    @Test
    void aWindowThatRangIsRevisedAllTheSame() {
        PipelineTester tester = tester(Scenario.summing(
                "sum",
                WindowSpec.tumbling(Duration.ofSeconds(10)),
                "total > 10",
                Emit.EVERY_UPDATE,
                Duration.ZERO,
                MINUTE,
                null));
        pay(tester, "p1", 0, 11);
        pay(tester, "p2", 1, 1);
        pay(tester, "p3", 10, 11);

        assertThat(tester.outputs().alerts())
                .extracting(alert -> alert.status() + " " + alert.message())
                .as("the window of p3 is another, and suppressed")
                .containsExactly("FIRING 11", "REVISED 12");
        assertForgotten(tester);
    }

    private static PipelineTester tester(RuleSpec rule) {
        return PipelineTester.of(new RuleSet("app", List.of(Scenario.stream("payments")), List.of(), List.of(rule)));
    }

    private static List<String> rang(PipelineTester tester) {
        return tester.outputs().alerts().stream().map(alert -> alert.eventId()).toList();
    }

    private static void assertForgotten(PipelineTester tester) {
        tester.watermark(second(1_000_000));
        assertThat(tester.stateEntries()).isZero();
    }
}
