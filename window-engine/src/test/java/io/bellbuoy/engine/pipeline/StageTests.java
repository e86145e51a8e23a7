package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.StageScenario.BY_ACCOUNT;
import static io.bellbuoy.engine.pipeline.StageScenario.BY_TERMINAL;
import static io.bellbuoy.engine.pipeline.StageScenario.MINUTE;
import static io.bellbuoy.engine.pipeline.StageScenario.feature;
import static io.bellbuoy.engine.pipeline.StageScenario.plan;
import static io.bellbuoy.engine.pipeline.StageScenario.rule;
import static io.bellbuoy.engine.pipeline.StageScenario.send;
import static io.bellbuoy.engine.pipeline.StageScenario.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.TableSpec;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules by keys other than the record key: what runs where, and what travels. */
class StageTests {

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
    void aTableThatARuleOfALaterStageReadsIsRefused() {
        RuleSet rules = new RuleSet(
                "app",
                List.of(stream("payments", "account"), stream("labels", "terminal"), stream("accounts", "account")),
                List.of(BY_TERMINAL),
                List.of(rule(
                        "above",
                        List.of(),
                        null,
                        "features.risk > 1 && amount > tables.accounts.amount",
                        Emit.EARLY,
                        null)));

        assertThatThrownBy(() -> Plan.compile(
                        rules.withTables(List.of(new TableSpec("accounts", Duration.ZERO, null))), List.of()))
                .isInstanceOf(RuleException.class)
                .hasMessage(
                        "rule 'above', when: found tables.accounts.amount in stage 1, by terminal; allowed: tables in"
                                + " rules by the record key that read no features of other keys, since a table lives by its"
                                + " record key; let a rule of its own read the table, and a scorecard weigh both.");
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
    void anEventThatIsTooLargeForTheNextStageIsADeadLetterAndCountsNowhere() {
        PipelineTester tester = new PipelineTester(
                plan(
                        List.of(BY_ACCOUNT, BY_TERMINAL),
                        rule(
                                "both",
                                List.of(),
                                null,
                                "orElse(features.risk, 0) + features.mine >= 1",
                                Emit.EARLY,
                                null)),
                2,
                Instant.EPOCH);
        // It is sent as a field, and once more in the record that was read.
        send(tester, "payments", "p1", "a", "t".repeat(9 << 20), 3);
        send(tester, "payments", "p2", "a", "t".repeat(2 << 20), 4);

        assertThat(tester.outputs().dead()).singleElement().satisfies(dead -> {
            assertThat(dead.reason()).isEqualTo(Output.Reason.TOO_LARGE);
            assertThat(dead.rule()).isNull();
            assertThat(dead.message())
                    .startsWith("its record for stage 1 would have up to ")
                    .contains("; allowed: ");
            assertThat(dead.source().offset()).isZero();
        });
        assertThat(tester.outputs().alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.eventId()).isEqualTo("p2");
            assertThat(alert.values().toString()).contains("features.mine=1");
        });
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
}
