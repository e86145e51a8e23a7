package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.Evidence;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.JoinSpec;
import io.bellbuoy.engine.rule.Mode;
import io.bellbuoy.engine.rule.Outcome;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.PatternSpec.Skip;
import io.bellbuoy.engine.rule.Restart;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.ScorecardSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.rule.Times;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.Outputs;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules with patterns through the whole pipeline; the operators themselves are tested beside the matcher. */
class PatternRulesTests {

    private static final Schema LOGIN = new Schema(List.of(
            Field.of("id", FieldType.STRING),
            Field.of("account", FieldType.STRING),
            Field.of("at", FieldType.TIMESTAMP),
            Field.of("type", FieldType.STRING),
            Field.of("country", FieldType.STRING)));
    private static final Schema PAYMENT = new Schema(List.of(
            Field.of("id", FieldType.STRING),
            Field.of("account", FieldType.STRING),
            Field.of("at", FieldType.TIMESTAMP),
            Field.of("amount", FieldType.DECIMAL),
            Field.of("country", FieldType.STRING)));
    private static final List<StreamSpec> STREAMS = List.of(stream("logins", LOGIN), stream("payments", PAYMENT));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Step.Occurrence RESET = Step.of("reset", "logins", "type == 'RESET'");
    private static final Step.Occurrence LARGE = Step.of("large", "payments", "amount > 100");

    private static StreamSpec stream(String name, Schema schema) {
        return new StreamSpec(
                name,
                schema,
                "id",
                "account",
                TimeSource.field("at"),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                null,
                true);
    }

    // ---- what a match brings

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

    private static io.bellbuoy.engine.event.Event event(int number) {
        Object[] values = {"l" + number, "A", Instant.ofEpochSecond(10 + number), "RESET", "DE"};
        return new io.bellbuoy.engine.event.Event(
                "logins", (10 + number) * 1_000L, "l" + number, "A", values, source());
    }

    private static StoredRecord source() {
        return new StoredRecord("logins", 0, 0, 60_000, null, null, List.of());
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

    // ---- state

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

        assertThat(different.stream().map(PatternRulesTests::version)).doesNotHaveDuplicates();
        assertThat(version(rule(pattern.timeouts("topic")).message("other").suppress(MINUTE)))
                .isEqualTo(version(rule(pattern)));
    }

    private static String version(Draft rule) {
        return plan(rule).compiled().rules().get(0).version();
    }

    // ---- the pieces

    /** A rule of some pattern over both streams; all else can be set. */
    private record Draft(RuleSpec rule) {

        Draft message(String message) {
            return with(message, rule.when(), rule.by(), rule.suppress(), rule.publish(), rule.block());
        }

        Draft when(String when) {
            return with(rule.message(), when, rule.by(), rule.suppress(), rule.publish(), rule.block());
        }

        Draft by(String... by) {
            return with(rule.message(), rule.when(), List.of(by), rule.suppress(), rule.publish(), rule.block());
        }

        Draft suppress(@Nullable Duration suppress) {
            return with(rule.message(), rule.when(), rule.by(), suppress, rule.publish(), rule.block());
        }

        Draft publish(String topic) {
            return with(rule.message(), rule.when(), rule.by(), rule.suppress(), topic, rule.block());
        }

        Draft block(BlockSpec block) {
            return with(rule.message(), rule.when(), rule.by(), rule.suppress(), rule.publish(), block);
        }

        private Draft with(
                @Nullable String message,
                String when,
                List<String> by,
                @Nullable Duration suppress,
                @Nullable String publish,
                @Nullable BlockSpec block) {
            return new Draft(new RuleSpec(
                    rule.name(),
                    rule.stream(),
                    null,
                    by,
                    null,
                    Map.of(),
                    when,
                    Severity.HIGH,
                    message,
                    suppress,
                    rule.evaluate(),
                    rule.emit(),
                    Duration.ZERO,
                    publish,
                    block,
                    rule.pattern(),
                    Mode.LIVE,
                    Restart.KEEP));
        }
    }

    private static Draft rule(PatternSpec pattern) {
        return new Draft(RuleSpec.matching("taken-over", "logins", pattern));
    }

    private static Plan plan(Draft rule) {
        return Plan.compile(new RuleSet("app", STREAMS, List.of(), List.of(rule.rule())), List.of());
    }

    private static Task task(Plan plan) {
        return new Task(plan, TaskState.inMemory(plan.cellTypes()), true, RuleObserver.NOOP);
    }

    private static PipelineTester tester(Draft rule) {
        return new PipelineTester(plan(rule), 1, Instant.EPOCH);
    }

    private static PipelineTester tester(RuleSpec rule) {
        return tester(new Draft(rule));
    }

    private static void login(PipelineTester tester, String id, double second, String type, @Nullable String country) {
        send(tester, "logins", id, second, "type", type, country);
    }

    private static void pay(PipelineTester tester, String id, double second, int amount, @Nullable String country) {
        send(tester, "payments", id, second, "amount", amount, country);
    }

    private static void send(
            PipelineTester tester,
            String stream,
            String id,
            double second,
            String field,
            Object value,
            @Nullable String country) {
        Map<String, Object> event = new HashMap<>(
                Map.of("id", id, "account", "A", "at", Instant.ofEpochMilli(Math.round(second * 1_000)), field, value));
        if (country != null) {
            event.put("country", country);
        }
        tester.send(stream, event);
    }

    private static void assertForgotten(PipelineTester tester) {
        tester.watermark(second(1_000_000));
        assertThat(tester.stateEntries()).isZero();
    }
}
