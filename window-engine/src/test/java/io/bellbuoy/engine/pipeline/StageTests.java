package io.bellbuoy.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rules by keys other than the record key: what runs where, what travels, and how time passes. */
class StageTests {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Schema SCHEMA = new Schema(List.of(
            Field.of("id", FieldType.STRING).asRequired(),
            Field.of("account", FieldType.STRING),
            Field.of("terminal", FieldType.STRING),
            Field.of("at", FieldType.TIMESTAMP).asRequired(),
            Field.of("amount", FieldType.DECIMAL)));

    private static StreamSpec stream(String name, String key) {
        return new StreamSpec(
                name,
                SCHEMA,
                "id",
                key,
                TimeSource.field("at"),
                Duration.ZERO,
                Duration.ofSeconds(30),
                Duration.ofHours(1),
                Duration.ofHours(1),
                true);
    }

    private static FeatureSpec feature(String name, String stream, String by, Evaluate evaluate) {
        return new FeatureSpec(
                name,
                stream,
                List.of(by),
                null,
                WindowSpec.trailing(MINUTE),
                "count()",
                evaluate,
                Emit.EVERY_UPDATE,
                Duration.ZERO,
                null);
    }

    private static RuleSpec rule(
            String name,
            List<String> by,
            @Nullable WindowSpec window,
            String when,
            Emit emit,
            @Nullable BlockSpec block) {
        return new RuleSpec(
                name,
                "payments",
                null,
                by,
                window,
                window == null ? Map.of() : Map.of("n", "count()"),
                when,
                Severity.LOW,
                null,
                null,
                Evaluate.ON_ARRIVAL,
                emit,
                Duration.ZERO,
                null,
                block);
    }

    private static Plan plan(List<FeatureSpec> features, RuleSpec... rules) {
        return Plan.compile(
                new RuleSet(
                        "app",
                        List.of(stream("payments", "account"), stream("labels", "terminal")),
                        features,
                        List.of(rules)),
                List.of());
    }

    private static void send(
            PipelineTester tester,
            String stream,
            String id,
            @Nullable String account,
            @Nullable String terminal,
            int second) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("id", id);
        fields.put("account", account);
        fields.put("terminal", terminal);
        fields.put("at", Instant.ofEpochSecond(second));
        fields.put("amount", BigDecimal.ONE);
        tester.send(stream, fields);
    }

    private static final FeatureSpec BY_ACCOUNT = feature("mine", "payments", "account", Evaluate.ON_ARRIVAL);
    private static final FeatureSpec BY_TERMINAL = feature("risk", "labels", "terminal", Evaluate.ON_ARRIVAL);

    // ---- what runs where

    @Test
    void rulesByTheRecordKeyNeedNoStage() {
        Plan plan = plan(
                List.of(BY_ACCOUNT, BY_TERMINAL),
                rule("own", List.of("account", "terminal"), WindowSpec.tumbling(MINUTE), "n > 2", Emit.EARLY, null),
                rule("simple", List.of(), null, "features.mine > 2", Emit.EARLY, null));

        assertThat(plan.behind()).isEmpty();
        assertThat(plan.view().stream().map(Object::toString))
                .containsExactly(
                        "stage 0 by record key: streams [payments, labels], features [mine, risk], rules [own, simple]");
    }

    @Test
    void eachOtherKeyIsAStageBehindWhatItsRulesRead() {
        Plan plan = plan(
                List.of(BY_ACCOUNT, BY_TERMINAL),
                rule("simple", List.of(), null, "features.risk > 2 && features.mine > 1", Emit.EARLY, null),
                rule(
                        "back",
                        List.of("account"),
                        WindowSpec.tumbling(MINUTE),
                        "n > 2 && features.risk > 1",
                        Emit.EARLY,
                        null));

        assertThat(plan.view().stream().map(Object::toString))
                .containsExactly(
                        "stage 0 by record key: streams [payments, labels], features [mine], rules []",
                        "stage 1 by terminal: streams [payments, labels], features [risk], rules [simple]",
                        "stage 2 by account: streams [payments], features [], rules [back]");
    }

    @Test
    void keysThatWaitForEachOtherAreRefused() {
        FeatureSpec logins = feature("logins", "labels", "account", Evaluate.ON_ARRIVAL);

        assertThatThrownBy(() -> plan(
                        List.of(logins, BY_TERMINAL),
                        rule(
                                "one",
                                List.of("account"),
                                WindowSpec.tumbling(MINUTE),
                                "n > 2 && features.risk > 1",
                                Emit.EARLY,
                                null),
                        rule(
                                "other",
                                List.of("terminal"),
                                WindowSpec.tumbling(MINUTE),
                                "n > 2 && features.logins > 1",
                                Emit.EARLY,
                                null)))
                .isInstanceOf(RuleException.class)
                .hasMessageStartingWith(
                        "rules one, other, by: found keys that wait for each other: account; terminal,");
    }

    @Test
    void aBlockThatDependsOnAnotherKeyIsRefused() {
        assertThatThrownBy(() -> plan(
                        List.of(BY_TERMINAL),
                        rule(
                                "blocking",
                                List.of(),
                                null,
                                "features.risk > 2",
                                Emit.EARLY,
                                new BlockSpec(MINUTE, null))))
                .isInstanceOf(RuleException.class)
                .hasMessageStartingWith(
                        "rule 'blocking', action.block: found a block that depends on features of another key: risk;");
    }

    @Test
    void stateThatWouldHaveToMoveToAnotherStageIsRefused() {
        Plan before = plan(List.of(BY_TERMINAL));
        Plan after = plan(List.of(BY_TERMINAL), rule("simple", List.of(), null, "features.risk > 2", Emit.EARLY, null));
        StateOutput progress = new StateOutput();
        task(before).writeProgress(progress);

        assertThatThrownBy(() -> task(after).readProgress(new StateInput(progress.toByteArray())))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("feature 'risk'");
    }

    private static Task task(Plan plan) {
        return new Task(plan, TaskState.inMemory(plan.cellTypes()), true, RuleObserver.NOOP);
    }

    // ---- what travels

    @Test
    void featuresOfEarlierStagesTravelWithTheEvent() {
        PipelineTester tester = new PipelineTester(
                plan(
                        List.of(BY_ACCOUNT, BY_TERMINAL),
                        rule("both", List.of(), null, "features.risk >= 2 && features.mine >= 2", Emit.EARLY, null)),
                3,
                Instant.EPOCH);
        send(tester, "labels", "l1", null, "t", 1);
        send(tester, "labels", "l2", null, "t", 2);
        send(tester, "payments", "p1", "a", "t", 3);
        send(tester, "payments", "p2", "a", "t", 4);

        assertThat(tester.outputs().alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.eventId()).isEqualTo("p2");
            assertThat(alert.recordKey()).isEqualTo("a");
            assertThat(alert.values().toString()).contains("features.mine=2", "features.risk=2");
            assertThat(alert.evidence()).isNotNull();
            assertThat(alert.evidence().topic()).isEqualTo("payments");
        });
    }

    @Test
    void anEventWithoutTheKeyReadsNothingThereAndIsStillEvaluated() {
        PipelineTester tester = new PipelineTester(
                plan(
                        List.of(BY_TERMINAL),
                        rule("unknown", List.of(), null, "orElse(features.risk, -1) < 0", Emit.EARLY, null)),
                2,
                Instant.EPOCH);
        send(tester, "payments", "p1", "a", null, 3);
        send(tester, "payments", "p2", "a", "t", 3);

        assertThat(tester.outputs().alerts()).singleElement().satisfies(alert -> assertThat(alert.eventId())
                .isEqualTo("p1"));
    }

    @Test
    void anEventThatFailsInAStageIsADeadLetterOfItsOwnTopic() {
        PipelineTester tester = new PipelineTester(
                plan(
                        List.of(BY_TERMINAL),
                        rule("dividing", List.of(), null, "1 / (features.risk - 1) > 5", Emit.EARLY, null),
                        rule("fine", List.of(), null, "features.risk >= 1", Emit.EARLY, null)),
                2,
                Instant.EPOCH);
        send(tester, "labels", "l1", null, "t", 1);
        send(tester, "payments", "p1", "a", "t", 3);

        assertThat(tester.outputs().dead()).singleElement().satisfies(dead -> {
            assertThat(dead.rule()).isEqualTo("dividing");
            assertThat(dead.source().topic()).isEqualTo("payments");
            assertThat(new String(dead.source().key(), StandardCharsets.UTF_8)).isEqualTo("a");
        });
        assertThat(tester.outputs().alerts()).as("all or nothing").isEmpty();
    }

    @Test
    void alertsOfOneKeyHaveOneRecordKey() {
        PipelineTester tester = new PipelineTester(
                plan(
                        List.of(),
                        rule("burst", List.of("terminal"), WindowSpec.tumbling(MINUTE), "n == 2", Emit.EARLY, null)),
                2,
                Instant.EPOCH);
        send(tester, "payments", "p1", "a", "t", 3);
        send(tester, "payments", "p2", "b", "t", 4);
        send(tester, "payments", "p3", "c", "t", 5);
        tester.watermark(Instant.ofEpochSecond(100));

        assertThat(tester.outputs().alerts())
                .extracting(alert -> alert.recordKey() + " " + alert.status() + " " + alert.revision())
                .containsExactly("t FIRING 1", "t RETRACTED 2");
    }

    // ---- time

    @Test
    void aSlowPartitionHoldsBackTheWindowsOfAStage() {
        PipelineTester tester = new PipelineTester(
                plan(
                        List.of(),
                        rule("burst", List.of("terminal"), WindowSpec.tumbling(MINUTE), "n >= 1", Emit.ON_CLOSE, null)),
                2,
                Instant.EPOCH);
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
        PipelineTester tester = new PipelineTester(
                plan(
                        List.of(),
                        rule("burst", List.of("terminal"), WindowSpec.tumbling(MINUTE), "n >= 1", Emit.ON_CLOSE, null)),
                2,
                Instant.EPOCH);
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
        PipelineTester tester = new PipelineTester(
                plan(
                        List.of(),
                        rule("burst", List.of("terminal"), WindowSpec.tumbling(MINUTE), "n >= 1", Emit.ON_CLOSE, null)),
                1,
                Instant.EPOCH);
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

    // ---- the record

    @Test
    void theBinaryFormOfARecordIsPinned() {
        Plan plan = plan(List.of(BY_TERMINAL), rule("simple", List.of(), null, "features.risk > 2", Emit.EARLY, null));
        SourceRecord source = new StoredRecord(
                "pay",
                2,
                7,
                3_000,
                new byte[] {'a'},
                new byte[] {'{', '}'},
                List.of(new SourceRecord.Header("h", null)));
        Event event = new Event(
                "payments", 3_000, "p1", "a", new Object[] {"p1", "a", "t", Instant.ofEpochMilli(3_000), null}, source);
        byte[] written = new StageRecord("0123456789ab", 0, 1, 4, 2_999, true, true, false, event)
                .write(new StageRecord.Fields(
                        List.of("account", "terminal", "gone"), new Object[] {"a", "t", BigDecimal.ONE}));

        assertThat(HexFormat.of().formatHex(written)).isEqualTo(PINNED);
        StageRecord read = StageRecord.read(written, plan.behind().get(0));
        assertThat(read.partition()).isEqualTo(1);
        assertThat(read.partitions()).isEqualTo(4);
        assertThat(read.watermark()).isEqualTo(2_999);
        assertThat(read.isIdle()).isTrue();
        Event back = read.event();
        assertThat(back).isNotNull();
        assertThat(back.value(1)).isEqualTo("a");
        assertThat(back.value(2)).isEqualTo("t");
        assertThat(back.value(4)).isNull();
        assertThat(back.position()).isEqualTo((7L << 16) + 2);
        assertThat(back.source())
                .isEqualTo(back.source())
                .extracting(SourceRecord::offset)
                .isEqualTo(7L);
    }

    private static final String PINNED = "010c303132333435363738396162000104ee2e03087061796d656e7473f02e02703101"
            + "6103076163636f756e74030161087465726d696e616c03017404676f6e65010002037061790207f02e01016101027b7d01016800";
}
