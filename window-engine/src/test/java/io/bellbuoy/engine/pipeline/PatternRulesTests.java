package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.PatternScenario.LARGE;
import static io.bellbuoy.engine.pipeline.PatternScenario.MINUTE;
import static io.bellbuoy.engine.pipeline.PatternScenario.RESET;
import static io.bellbuoy.engine.pipeline.PatternScenario.STREAMS;
import static io.bellbuoy.engine.pipeline.PatternScenario.assertForgotten;
import static io.bellbuoy.engine.pipeline.PatternScenario.login;
import static io.bellbuoy.engine.pipeline.PatternScenario.pay;
import static io.bellbuoy.engine.pipeline.PatternScenario.rule;
import static io.bellbuoy.engine.pipeline.PatternScenario.tester;
import static io.bellbuoy.engine.pipeline.Scenario.second;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.output.Evidence;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.pipeline.PatternScenario.Draft;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.JoinSpec;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.PatternSpec.Skip;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.rule.Times;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rules with patterns through the whole pipeline; the operators themselves are tested beside the matcher. */
class PatternRulesTests {

    // ---- what a match brings

    @Test
    void aMatchBeforeTheEndOfASnoozeRingsNot() {
        PipelineTester tester = tester(rule(PatternSpec.of(MINUTE, RESET, LARGE)));
        tester.snooze("taken-over", Map.of("account", "A"), new SnoozeRequest(second(21), null, "known", null));
        login(tester, "l1", 10, "RESET", "DE");
        pay(tester, "p1", 20, 500, "FR");
        login(tester, "l2", 20.5, "RESET", "DE");
        pay(tester, "p2", 21, 500, "FR");
        tester.watermark(second(22));

        assertThat(tester.outputs().alerts()).extracting(Output.Alert::eventId).containsExactly("p2");
    }

    @Test
    void aMatchOverTwoStreamsRingsWithItsEvents() {
        PipelineTester tester = tester(
                rule(PatternSpec.of(MINUTE, RESET, LARGE)).message("{large.amount} after a reset in {reset.country}"));
        login(tester, "l1", 10, "RESET", "DE");
        pay(tester, "p1", 12, 99, "DE");
        tester.crash();
        pay(tester, "p2", 20, 500, "FR");
        tester.watermark(second(21));

        Output.Alert alert = tester.outputs().alerts().get(0);
        assertThat(tester.outputs().alerts()).hasSize(1);
        assertThat(alert.message()).isEqualTo("500 after a reset in DE");
        assertThat(alert.window()).isEqualTo(new Window(10_000, 20_001));
        assertThat(alert.eventId()).isEqualTo("p2");
        assertThat(alert.eventTime()).isEqualTo(20_000);
        assertThat(alert.values())
                .isEqualTo(Map.of(
                        "reset.type", "RESET",
                        "reset.country", "DE",
                        "large.amount", new BigDecimal("500"),
                        "events", "reset l1 (logins-0@0), large p2 (payments-0@2)"));
        assertThat(alert.condition())
                .isEqualTo("reset (logins: type == 'RESET') then large (payments: amount > 100), within PT1M,"
                        + " skip past-last");
        assertThat(alert.evidence()).isEqualTo(new Evidence("payments", 0, 2, 2, 2));
        assertForgotten(tester);
    }

    @Test
    void theOrderOfArrivalDoesNotShow() {
        PatternSpec pattern = PatternSpec.of(MINUTE, RESET, LARGE);
        PipelineTester inOrder = tester(rule(pattern));
        login(inOrder, "l1", 10, "RESET", "DE");
        pay(inOrder, "p1", 11, 500, "DE");
        PipelineTester outOfOrder = tester(rule(pattern));
        pay(outOfOrder, "p1", 11, 500, "DE");
        outOfOrder.crash();
        login(outOfOrder, "l1", 10, "RESET", "DE");
        assertForgotten(inOrder);
        assertForgotten(outOfOrder);

        assertThat(inOrder.outputs().alerts()).hasSize(1);
        assertThat(outOfOrder.outputs().alerts())
                .extracting(Output.Alert::id)
                .containsExactly(inOrder.outputs().alerts().get(0).id());
    }

    @Test
    void eventsOfTheSameTimeAreInTheOrderOfTheirStreams() {
        PipelineTester resetFirst = tester(rule(PatternSpec.of(MINUTE, RESET, LARGE)));
        PipelineTester largeFirst = tester(rule(PatternSpec.of(MINUTE, LARGE, RESET)));
        for (PipelineTester tester : List.of(resetFirst, largeFirst)) {
            pay(tester, "p1", 10, 500, "DE");
            login(tester, "l1", 10, "RESET", "DE");
            assertForgotten(tester);
        }

        assertThat(resetFirst.outputs().alerts()).hasSize(1);
        assertThat(largeFirst.outputs().alerts()).isEmpty();
    }

    @Test
    void matchesThatShareFirstAndLastHaveIdsOfTheirOwn() {
        PatternSpec pattern = PatternSpec.of(
                        MINUTE,
                        Step.of("first", "amount < 10"),
                        Step.of("middle", "amount >= 5 && amount < 50").times(new Times(1, 2)),
                        Step.of("last", "amount >= 50"))
                .skip(Skip.NONE);
        PipelineTester tester = tester(RuleSpec.matching("steps", "payments", pattern));
        pay(tester, "p1", 1, 1, "DE");
        pay(tester, "p2", 2, 7, "DE");
        pay(tester, "p3", 3, 20, "DE");
        pay(tester, "p4", 4, 60, "DE");
        assertForgotten(tester);

        assertThat(tester.outputs().alerts())
                .extracting(Output.Alert::id)
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(tester.outputs().alerts())
                .extracting(alert -> alert.values().get("middle.count"))
                .containsExactlyInAnyOrder(BigDecimal.ONE, BigDecimal.valueOf(2));
    }

    @Test
    void countFirstAndLastOfAStepAreThoseOfAllItsEvents() {
        PatternSpec pattern = PatternSpec.of(
                MINUTE,
                Step.of("tries", "amount < 10").times(new Times(2, Times.UNBOUNDED)),
                Step.of(
                        "success",
                        "amount > 100 * tries.last.amount && tries.count >= 4 && country != tries.first.country"));
        PipelineTester tester = tester(new Draft(RuleSpec.matching("tries", "payments", pattern))
                .message("{tries.count} {tries.first.id} {tries.id}"));
        pay(tester, "p1", 1, 1, "DE");
        pay(tester, "p2", 2, 2, "FR");
        pay(tester, "p3", 3, 3, "FR");
        pay(tester, "p4", 4, 301, "FR");
        pay(tester, "p5", 5, 4, "FR");
        pay(tester, "p6", 6, 401, "FR");
        assertForgotten(tester);

        assertThat(tester.outputs().alerts()).extracting(Output.Alert::message).containsExactly("4 p1 p5");
    }

    @Test
    void whenIsAskedAboutTheWholeMatch() {
        PipelineTester tester = tester(rule(PatternSpec.of(MINUTE, RESET, LARGE))
                .when("large.amount > 1000 && large.country != reset.country"));
        login(tester, "l1", 1, "RESET", "DE");
        pay(tester, "p1", 2, 5_000, "DE");
        login(tester, "l2", 3, "RESET", "DE");
        pay(tester, "p2", 4, 5_000, "FR");
        assertForgotten(tester);

        assertThat(tester.outputs().alerts()).extracting(Output.Alert::eventId).containsExactly("p2");
        assertThat(tester.outputs().alerts().get(0).condition())
                .endsWith(", when large.amount > 1000 && large.country != reset.country");
    }

    @Test
    void keysOfSeveralFieldsKeepApart() {
        PipelineTester tester =
                tester(rule(PatternSpec.of(MINUTE, RESET, LARGE)).by("account", "country"));
        login(tester, "l1", 1, "RESET", "DE");
        login(tester, "l2", 1, "RESET", null);
        pay(tester, "p1", 2, 500, "FR");
        pay(tester, "p2", 3, 500, null);
        pay(tester, "p3", 4, 500, "DE");
        assertForgotten(tester);

        assertThat(tester.outputs().alerts()).extracting(Output.Alert::eventId).containsExactly("p3");
        assertThat(tester.outputs().alerts().get(0).key()).isEqualTo(Map.of("account", "A", "country", "DE"));
        assertThat(tester.outputs().alerts().get(0).recordKey()).isEqualTo("A");
    }

    @Test
    void stepsReadPairsOfAJoin() {
        PatternSpec pattern = PatternSpec.of(
                MINUTE,
                Step.of("abroad", "visits", "payments.amount > 10 && logins.country != payments.country"),
                Step.of("large", "payments", "amount > 10 * abroad.payments.amount"));
        JoinSpec join = JoinSpec.of("visits", "logins", "payments", "account", Duration.ZERO, MINUTE);
        RuleSet rules = new RuleSet("app", STREAMS, List.of(), List.of(RuleSpec.matching("abroad", "visits", pattern)))
                .withJoins(List.of(join));
        PipelineTester tester = PipelineTester.of(rules);
        pay(tester, "p1", 12, 20, "FR");
        pay(tester, "p2", 14, 500, "FR");
        tester.crash();
        login(tester, "l1", 10, "IN", "DE");
        assertForgotten(tester);

        assertThat(tester.outputs().alerts())
                .extracting(alert -> alert.values().get("events") + " " + alert.evidence())
                .containsExactly(
                        "abroad l1+p1 (visits), large p2 (payments-0@1) " + new Evidence("payments", 0, 1, 1, 1));
    }

    // ---- absence

    @Test
    void anAbsenceAtTheEndRingsWhenTheWatermarkIsThere() {
        PipelineTester tester = tester(rule(
                PatternSpec.of(null, RESET, new Step.Absence(new Step.Alternative("paid", "payments", null), MINUTE))));
        login(tester, "l1", 10, "RESET", "DE");
        login(tester, "l2", 40, "RESET", "DE");
        pay(tester, "p1", 69.999, 1, "DE");
        tester.crash();
        tester.watermark(second(99));
        assertThat(tester.outputs().alerts()).isEmpty();
        login(tester, "l3", 100, "RESET", "DE");
        tester.watermark(Instant.ofEpochMilli(159_999));
        assertThat(tester.outputs().alerts()).isEmpty();
        tester.crash();
        tester.watermark(second(160));

        Output.Alert alert = tester.outputs().alerts().get(0);
        assertThat(tester.outputs().alerts()).hasSize(1);
        assertThat(alert.eventId()).isNull();
        assertThat(alert.eventTime()).isEqualTo(160_000);
        assertThat(alert.window()).isEqualTo(new Window(100_000, 160_000));
        assertThat(alert.watermark()).isEqualTo(160_000);
        assertThat(Objects.requireNonNull(alert.evidence()).triggerOffset()).isEqualTo(-1);
        assertForgotten(tester);
    }

    // ---- suppression, blocks, publication

    @Test
    void furtherMatchesAreSuppressedButPublished() {
        PipelineTester tester = tester(
                rule(PatternSpec.of(MINUTE, RESET, LARGE)).suppress(MINUTE).publish("resets"));
        for (int i = 0; i < 4; i++) {
            login(tester, "l" + i, 30 * i, "RESET", "DE");
            pay(tester, "p" + i, 30 * i + 1, 500, "DE");
        }
        assertForgotten(tester);

        assertThat(tester.outputs().alerts()).extracting(Output.Alert::eventId).containsExactly("p0", "p2");
        assertThat(tester.outputs().values())
                .extracting(values -> values.topic() + " " + values.eventId())
                .containsExactly("resets p0", "resets p1", "resets p2", "resets p3");
        assertThat(tester.outputs().values()).extracting(Output.Values::id).doesNotHaveDuplicates();
    }

    @Test
    void aMatchBlocksAndALaterEventInTimeLifts() {
        PipelineTester tester =
                tester(rule(PatternSpec.of(MINUTE, RESET, LARGE)).block(new BlockSpec(Duration.ofHours(1), "logins")));
        login(tester, "l2", 13, "OTHER", "DE");
        login(tester, "l1", 10, "RESET", "DE");
        pay(tester, "p1", 11, 500, "DE");
        assertForgotten(tester);

        assertThat(tester.outputs().actions())
                .extracting(action -> action.kind() + " " + action.at())
                .containsExactly("BLOCK 11000", "RELEASE_LIFTED 13000");
    }
}
