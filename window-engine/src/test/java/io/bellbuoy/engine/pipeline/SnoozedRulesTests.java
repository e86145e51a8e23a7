package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.pay;
import static io.bellbuoy.engine.pipeline.Scenario.second;
import static io.bellbuoy.engine.pipeline.Scenario.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.alert.Snooze;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a snooze holds back, from when and until when, over crashes, failed batches and other rules. */
class SnoozedRulesTests {

    private static final Map<String, String> A = Map.of("account", "A");
    static final RuleSpec BIG = big("amount > 10");

    // ---- from when and until when

    @Test
    void alertsOfTheRuleAndKeyAreHeldBackUntilTheEndInEventTime() {
        PipelineTester tester = tester(BIG, Scenario.simple("all", "true", Evaluate.ON_ARRIVAL, null, null));
        pay(tester, "p1", 0, 11);
        tester.snooze("big", A, until(60));
        pay(tester, "p2", 59.999, 11);
        send(tester, "payments", "other", "B", 59.999, 11);
        tester.crash();
        pay(tester, "p3", 60, 11);
        pay(tester, "p4", 57, 11);
        assertThat(tester.snoozeOf("big", A)).isEqualTo(new Snooze(-5_000, 60_000, "known", "ops", 2));
        pay(tester, "p5", 65, 11);

        assertThat(tester.snoozeOf("big", A)).as("the watermark is at its end").isNull();
        assertThat(rang(tester, "big")).containsExactly("p1", "other", "p3", "p5");
        assertThat(rang(tester, "all")).as("another rule").containsExactly("p1", "p2", "other", "p3", "p4", "p5");
        assertForgotten(tester);
    }

    @Test
    void aDurationCountsFromTheWatermark() {
        PipelineTester tester = tester(BIG);
        assertThatThrownBy(() -> tester.snooze("big", A, lasting(Duration.ofSeconds(20))))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("before the first event")
                .hasMessageContaining("until: with a time");
        pay(tester, "p1", 10, 11);
        assertThat(tester.snooze("big", A, lasting(Duration.ofSeconds(20))))
                .isEqualTo(new Snooze(5_000, 25_000, "known", "ops"));
        pay(tester, "p2", 24, 11);
        pay(tester, "p3", 25, 11);

        assertThat(rang(tester, "big")).containsExactly("p1", "p3");
        assertForgotten(tester);
    }

    @Test
    void aSnoozeBeforeTheFirstEventHolds() {
        PipelineTester tester = tester(BIG);
        tester.snooze("big", A, until(60));
        tester.crash();
        pay(tester, "p1", 10, 11);

        assertThat(rang(tester, "big")).isEmpty();
        assertThat(tester.snoozeOf("big", A)).isEqualTo(new Snooze(Long.MIN_VALUE, 60_000, "known", "ops", 1));
        assertForgotten(tester);
    }

    @Test
    void atTheWatermarkTheOrderOfArrivalDoesNotShow() {
        List<List<String>> rang = new ArrayList<>();
        for (List<Integer> seconds : List.of(List.of(58, 59, 60), List.of(60, 59, 58))) {
            PipelineTester tester = tester(Scenario.simple("big", "amount > 10", Evaluate.AT_WATERMARK, null, null));
            tester.snooze("big", A, until(60));
            seconds.forEach(second -> pay(tester, "p" + second, second, 11));
            assertForgotten(tester);
            rang.add(rang(tester, "big"));
        }
        assertThat(rang).containsExactly(List.of("p60"), List.of("p60"));
    }

    @Test
    void alertsPublishedBeforeAreRevisedAndRetracted() {
        PipelineTester tester = tester(Scenario.summing(
                "sum",
                WindowSpec.tumbling(Duration.ofSeconds(10)),
                "total > 10",
                Emit.EVERY_UPDATE,
                Duration.ZERO,
                null,
                null));
        pay(tester, "p1", 0, 11);
        tester.snooze("sum", A, until(100));
        pay(tester, "p2", 1, 1);
        pay(tester, "p3", 2, -5);
        pay(tester, "p4", 10, 11);

        assertThat(tester.outputs().alerts())
                .extracting(alert -> alert.status() + " " + alert.message())
                .as("the window of p4 is another, and snoozed")
                .containsExactly("FIRING 11", "REVISED 12", "RETRACTED 7");
        assertForgotten(tester);
    }

    @Test
    void aWindowThatClosesBeforeTheEndIsHeldBack() {
        PipelineTester tester = tester(Scenario.summing(
                "sum",
                WindowSpec.tumbling(Duration.ofSeconds(10)),
                "total > 10",
                Emit.ON_CLOSE,
                Duration.ZERO,
                null,
                null));
        tester.snooze("sum", A, until(20));
        pay(tester, "p1", 0, 11);
        pay(tester, "p2", 10, 12);
        assertForgotten(tester);

        assertThat(tester.outputs().alerts())
                .extracting(Output.Alert::message)
                .as("the second window ends when the snooze does")
                .containsExactly("12");
    }

    @Test
    void aNewSnoozeReplacesTheOldOneAndAnEndedOneHoldsNothing() {
        PipelineTester tester = tester(BIG);
        tester.snooze("big", A, until(60));
        pay(tester, "p1", 10, 11);
        tester.snooze("big", A, until(20));
        pay(tester, "p2", 20, 11);
        tester.snooze("big", A, until(60));
        assertThat(tester.endSnooze("big", A)).isEqualTo(new Snooze(15_000, 60_000, "known", "ops"));
        assertThat(tester.endSnooze("big", A)).isNull();
        pay(tester, "p3", 21, 11);

        assertThat(rang(tester, "big")).containsExactly("p2", "p3");
        assertForgotten(tester);
    }

    // ---- batches

    @Test
    void nothingIsLeftOfAFailedBatch() {
        PipelineTester tester = tester(BIG);
        pay(tester, "p1", 0, 11);
        tester.failingBatch(() -> {
            tester.snooze("big", A, until(60));
            pay(tester, "p2", 1, 11);
        });
        assertThat(tester.snoozeOf("big", A)).isNull();
        pay(tester, "p2", 1, 11);
        tester.batch(() -> {
            tester.snooze("big", A, until(60));
            pay(tester, "p3", 2, 11);
        });
        tester.failingBatch(() -> pay(tester, "p4", 3, 11));
        assertThat(tester.snoozeOf("big", A)).extracting(Snooze::held).isEqualTo(1L);
        tester.failingBatch(() -> tester.endSnooze("big", A));
        pay(tester, "p4", 3, 11);

        assertThat(rang(tester, "big")).containsExactly("p1", "p2");
        assertForgotten(tester);
    }

    // ---- other rules

    @Test
    void anotherTextOfTheRuleIsSnoozedAndARemovedRuleForgetsIt() {
        Plan first = plan(BIG);
        PipelineTester tester = new PipelineTester(first, 1, Instant.EPOCH);
        pay(tester, "p1", 0, 11);
        tester.snooze("big", A, until(1_000));
        tester.switchTo(plan(big("amount > 9")));
        pay(tester, "p2", 1, 11);
        tester.crash(plan(big("amount > 8")));
        pay(tester, "p3", 2, 11);
        assertThat(tester.snoozeOf("big", A)).extracting(Snooze::held).isEqualTo(2L);

        tester.switchTo(plan(Scenario.simple("other", "amount > 10", Evaluate.ON_ARRIVAL, null, null)));
        pay(tester, "p4", 3, 11);
        pay(tester, "p5", 4, 11);
        assertThat(tester.stateEntries()).as("cells").isZero();
        tester.switchTo(first);
        pay(tester, "p6", 5, 11);

        assertThat(rang(tester, "big")).containsExactly("p1", "p6");
        assertForgotten(tester);
    }

    // ---- what is refused

    @Test
    void aKeyOfSeveralFieldsIsToldByThem() {
        RuleSpec rule = new RuleSpec(
                "pair",
                "payments",
                null,
                List.of("account", "id"),
                null,
                Map.of(),
                "true",
                Severity.LOW,
                null,
                null,
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                Duration.ZERO,
                null,
                null);
        PipelineTester tester = tester(rule);
        Map<String, String> key = Map.of("id", "p\\1", "account", "A");
        tester.snooze("pair", key, until(60));
        pay(tester, "p\\1", 1, 1);
        pay(tester, "p2", 1, 1);

        assertThat(rang(tester, "pair")).containsExactly("p2");
        assertThat(RuleKey.of(plan(rule), "pair", key).recordKey()).isEqualTo("A");
        assertThatThrownBy(() -> RuleKey.of(plan(rule), "pair", "A"))
                .hasMessage(
                        "snooze, key: found one value; allowed: a value for each of account, id, by which the rule is"
                                + " keyed.");
        assertThatThrownBy(() -> RuleKey.of(plan(rule), "pair", A))
                .hasMessageContaining("found values of account; allowed: a value for each of account, id");
    }

    @Test
    void whatCannotBeSnoozedSaysWhy() {
        PipelineTester tester = tester(BIG);
        pay(tester, "p1", 60, 1);
        assertThatThrownBy(() -> tester.snooze("bigg", A, until(90)))
                .hasMessage("snooze, rule: found 'bigg'; allowed: a rule in force, did you mean 'big'?");
        assertThatThrownBy(() -> tester.snooze("big", Map.of("account", ""), until(90)))
                .hasMessageContaining("an empty account");
        assertThatThrownBy(() -> tester.snooze("big", A, until(55)))
                .hasMessageContaining(
                        "a time after the watermark of the key's partition, which is 1970-01-01T00:00:55Z");
        assertThatThrownBy(() -> new SnoozeRequest(second(1), null, " ", null))
                .hasMessageContaining("reason: found none");
        assertThatThrownBy(() -> new SnoozeRequest(null, null, "r", null))
                .hasMessageContaining("until: found neither until nor duration");
        assertThatThrownBy(() -> new SnoozeRequest(second(1), Duration.ofHours(1), "r", null))
                .hasMessageContaining("found until and duration");
        assertThatThrownBy(() -> lasting(Duration.ZERO)).hasMessageContaining("allowed: 1 ms to 3650 days");
        assertThat(tester.snoozeOf("big", A)).isNull();
    }

    @Test
    void aRuleOfALaterStageIsRefusedWithItsStage() {
        RuleSpec rule = new RuleSpec(
                "by-id",
                "payments",
                null,
                List.of("id"),
                WindowSpec.trailing(Duration.ofSeconds(10)),
                Map.of("n", "count()"),
                "n > 1",
                Severity.LOW,
                null,
                null,
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                Duration.ZERO,
                null,
                null);
        assertThatThrownBy(() -> RuleKey.of(plan(rule), "by-id", "p1"))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("'by-id', which runs in stage 1, by id");
    }

    // ---- helpers

    static RuleSpec big(String when) {
        return Scenario.simple("big", when, Evaluate.ON_ARRIVAL, null, null);
    }

    static SnoozeRequest until(long second) {
        return new SnoozeRequest(second(second), null, "known", "ops");
    }

    static SnoozeRequest lasting(Duration duration) {
        return new SnoozeRequest(null, duration, "known", "ops");
    }

    private static Plan plan(RuleSpec... rules) {
        return Plan.compile(
                new RuleSet("app", List.of(Scenario.stream("payments")), List.of(), List.of(rules)), List.of());
    }

    static PipelineTester tester(RuleSpec... rules) {
        return new PipelineTester(plan(rules), 1, Instant.EPOCH);
    }

    static List<@Nullable String> rang(PipelineTester tester, String rule) {
        List<@Nullable String> rang = new ArrayList<>();
        tester.outputs().alerts().stream()
                .filter(alert -> alert.rule().equals(rule))
                .forEach(alert -> rang.add(alert.eventId()));
        return rang;
    }

    static void assertForgotten(PipelineTester tester) {
        tester.watermark(second(1_000_000));
        assertThat(tester.stateEntries()).isZero();
    }
}
