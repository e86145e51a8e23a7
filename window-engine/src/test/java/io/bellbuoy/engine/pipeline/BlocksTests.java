package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.pay;
import static io.bellbuoy.engine.pipeline.Scenario.second;
import static io.bellbuoy.engine.pipeline.Scenario.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Payments above 10 block for 100 s, those above 100 for 300 s; an event of {@code verified} lifts. */
class BlocksTests {

    @Test
    void aBlockOpensAndEndsByItself() {
        PipelineTester tester = tester(Evaluate.ON_ARRIVAL);
        pay(tester, "p1", 0, 11);
        tester.crash();
        tester.watermark(second(99));
        assertThat(actions(tester)).containsExactly("BLOCK A by short until 100 at 0");
        tester.watermark(second(100));

        assertThat(actions(tester))
                .containsExactly("BLOCK A by short until 100 at 0", "RELEASE_EXPIRED A by short until 100 at 100");
        assertThat(tester.outputs().actions())
                .extracting(action -> action.id())
                .as("one id")
                .containsOnly(tester.outputs().actions().get(0).id());
        assertThat(tester.outputs().actions().get(0).alertId())
                .isEqualTo(tester.outputs().alerts().get(0).id());
        assertForgotten(tester);
    }

    @Test
    void aLongerBlockReplacesItAndAShorterOneDoesNot() {
        PipelineTester tester = tester(Evaluate.ON_ARRIVAL);
        pay(tester, "p1", 0, 11);
        pay(tester, "p2", 10, 101);
        pay(tester, "p3", 20, 11);
        tester.watermark(second(310));

        assertThat(actions(tester))
                .containsExactly(
                        "BLOCK A by short until 100 at 0",
                        "BLOCK A by short until 110 at 10",
                        "BLOCK A by long until 310 at 10",
                        "RELEASE_EXPIRED A by long until 310 at 310");
        assertForgotten(tester);
    }

    @Test
    void theNamedEventOfTheKeyLiftsIt() {
        PipelineTester tester = tester(Evaluate.ON_ARRIVAL);
        pay(tester, "p1", 50, 11);
        send(tester, "verified", "other", "B", 60, 0);
        send(tester, "verified", "before", "A", 49, 0);
        assertThat(actions(tester)).hasSize(1);
        send(tester, "verified", "v", "A", 60, 0);
        send(tester, "verified", "again", "A", 61, 0);

        assertThat(actions(tester))
                .containsExactly("BLOCK A by short until 150 at 50", "RELEASE_LIFTED A by short until 150 at 60");
        assertForgotten(tester);
        assertThat(actions(tester)).as("nothing to expire").hasSize(2);
    }

    @Test
    void atTheWatermarkItIsLiftedWhateverArrivesFirst() {
        PipelineTester paymentFirst = tester(Evaluate.AT_WATERMARK);
        pay(paymentFirst, "p1", 50, 11);
        send(paymentFirst, "verified", "v", "A", 52, 0);
        PipelineTester verifiedFirst = tester(Evaluate.AT_WATERMARK);
        send(verifiedFirst, "verified", "v", "A", 52, 0);
        verifiedFirst.crash();
        pay(verifiedFirst, "p1", 50, 11);

        assertForgotten(paymentFirst);
        assertForgotten(verifiedFirst);
        assertThat(actions(paymentFirst))
                .containsExactly("BLOCK A by short until 150 at 50", "RELEASE_LIFTED A by short until 150 at 52");
        assertThat(actions(verifiedFirst)).isEqualTo(actions(paymentFirst));
    }

    @Test
    void aBlockOfAClosedWindowIsLiftedByAnEventThatCameBeforeTheClose() {
        RuleSpec rule = Scenario.summing(
                "sum",
                WindowSpec.tumbling(Duration.ofSeconds(10)),
                "total > 10",
                Emit.ON_CLOSE,
                Duration.ZERO,
                null,
                new BlockSpec(Duration.ofSeconds(100), "verified"));
        PipelineTester tester = PipelineTester.of(new RuleSet(
                "app", List.of(Scenario.stream("payments"), Scenario.stream("verified")), List.of(), List.of(rule)));
        pay(tester, "p1", 9, 11);
        send(tester, "verified", "v", "A", 12, 0);
        assertForgotten(tester);

        assertThat(actions(tester))
                .containsExactly("BLOCK A by sum until 110 at 10", "RELEASE_LIFTED A by sum until 110 at 12");
    }

    @Test
    void aBlockThatWouldBeOverAlreadyIsNotOpened() {
        PipelineTester tester = tester(Evaluate.ON_ARRIVAL);
        tester.watermark(second(500));
        pay(tester, "late", 50, 11);

        assertThat(tester.outputs().alerts()).hasSize(1);
        assertThat(actions(tester)).isEmpty();
        assertForgotten(tester);
    }

    private static PipelineTester tester(Evaluate evaluate) {
        RuleSpec shorter = Scenario.simple(
                "short", "amount > 10", evaluate, null, new BlockSpec(Duration.ofSeconds(100), "verified"));
        RuleSpec longer =
                Scenario.simple("long", "amount > 100", evaluate, null, new BlockSpec(Duration.ofSeconds(300), null));
        return PipelineTester.of(new RuleSet(
                "app",
                List.of(Scenario.stream("payments"), Scenario.stream("verified")),
                List.of(),
                List.of(shorter, longer)));
    }

    private static List<String> actions(PipelineTester tester) {
        return tester.outputs().actions().stream()
                .map(action -> action.kind() + " " + action.recordKey() + " by " + action.rule() + " until "
                        + action.until() / 1_000 + " at " + action.at() / 1_000)
                .toList();
    }

    private static void assertForgotten(PipelineTester tester) {
        tester.watermark(second(1_000_000));
        assertThat(tester.stateEntries()).isZero();
    }
}
