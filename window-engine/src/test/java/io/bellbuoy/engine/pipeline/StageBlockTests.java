package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.StageScenario.feature;
import static io.bellbuoy.engine.pipeline.StageScenario.rule;
import static io.bellbuoy.engine.pipeline.StageScenario.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Blocks of accounts by rules that read what is kept by terminal. */
class StageBlockTests {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final FeatureSpec RISK = feature("risk", "labels", "terminal", HOUR, Evaluate.ON_ARRIVAL);
    private static final RuleSpec RISKY = rule(
            "risky",
            List.of(),
            null,
            "features.risk >= 1",
            Emit.EARLY,
            new BlockSpec(Duration.ofMinutes(10), "verified"));
    private static final RuleSpec OWN = rule(
            "own",
            List.of(),
            WindowSpec.tumbling(HOUR),
            "n >= 3",
            Emit.EARLY,
            new BlockSpec(Duration.ofMinutes(30), null));

    private static Plan plan(String verifiedBy, List<ListSpec> lists, RuleSpec... rules) {
        return Plan.compile(
                new RuleSet(
                        "app",
                        List.of(
                                stream("payments", "account"),
                                stream("labels", "terminal"),
                                stream("verified", verifiedBy)),
                        List.of(RISK),
                        List.of(rules),
                        List.of(),
                        List.of(),
                        List.of(),
                        lists),
                List.of());
    }

    private static PipelineTester tester(RuleSpec... rules) {
        return new PipelineTester(plan("account", List.of(), rules), 3, Instant.EPOCH);
    }

    private static void send(PipelineTester tester, String stream, String id, String account, int second) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("id", id);
        fields.put("account", account);
        fields.put("terminal", "t");
        fields.put("at", Instant.ofEpochSecond(second));
        tester.send(stream, fields);
    }

    private static List<String> actions(PipelineTester tester) {
        return tester.outputs().actions().stream()
                .map(action ->
                        action.kind() + " " + action.recordKey() + " " + action.rule() + " " + action.at() / 1_000)
                .toList();
    }

    @Test
    void allBlocksOfARecordKeyAreKeptInOneStage() {
        Plan plan = plan("account", List.of(), RISKY, OWN);

        assertThat(plan.view().stream().map(Object::toString))
                .containsExactly(
                        "stage 0 by record key: streams [payments, labels, verified], features [], rules []",
                        "stage 1 by terminal: streams [payments, labels], features [risk], rules []",
                        "stage 2 by account: streams [payments, verified], features [], rules [risky, own]");
        assertThat(plan.stageOfBlocks("account")).isEqualTo(2);
        assertThat(plan("account", List.of(), OWN).behind())
                .as("no need of a stage")
                .isEmpty();
    }

    @Test
    void aFeatureOfAnotherKeyBlocksTheAccountUntilItIsVerified() {
        PipelineTester tester = tester(RISKY);
        send(tester, "labels", "l1", "x", 1);
        send(tester, "payments", "p1", "a", 2);
        send(tester, "payments", "p2", "b", 3);
        tester.crash();
        send(tester, "verified", "v1", "a", 4);
        tester.watermark(Instant.ofEpochSecond(100_000));

        assertThat(actions(tester))
                .containsExactly(
                        "BLOCK a risky 2",
                        "BLOCK b risky 3",
                        "RELEASE_LIFTED a risky 4",
                        "RELEASE_EXPIRED b risky 603");
        assertThat(tester.stateEntries()).isZero();
    }

    @Test
    void theLongerBlockOfTwoRulesReplacesTheOther() {
        PipelineTester tester = tester(RISKY, OWN);
        send(tester, "labels", "l1", "x", 1);
        send(tester, "payments", "p1", "a", 2);
        send(tester, "payments", "p2", "a", 3);
        send(tester, "payments", "p3", "a", 4);
        send(tester, "verified", "v1", "a", 5);
        tester.watermark(Instant.ofEpochSecond(100_000));

        assertThat(actions(tester))
                .as("the one that is open in the end is not lifted")
                .containsExactly(
                        "BLOCK a risky 2",
                        "BLOCK a risky 3",
                        "BLOCK a risky 4",
                        "BLOCK a own 4",
                        "RELEASE_EXPIRED a own 1804");
    }

    @Test
    void anAllowedAccountIsSparedInALaterStage() {
        ListSpec ours = new ListSpec("ours", "account", ListSpec.Effect.ALLOW, "our-accounts", false, List.of());
        PipelineTester tester = new PipelineTester(plan("account", List.of(ours), RISKY), 3, Instant.EPOCH);
        tester.list("ours", "a", null, null);
        send(tester, "labels", "l1", "x", 1);
        send(tester, "payments", "p1", "a", 2);
        send(tester, "payments", "p2", "b", 3);

        assertThat(tester.outputs().alerts()).hasSize(2);
        assertThat(actions(tester)).containsExactly("BLOCK b risky 3");
    }

    @Test
    void aBlockByARuleOfAnotherKeyIsRefused() {
        RuleSpec burst = rule(
                "burst",
                List.of("terminal"),
                WindowSpec.tumbling(HOUR),
                "n > 2",
                Emit.EARLY,
                new BlockSpec(HOUR, null));

        assertThatThrownBy(() -> tester(burst))
                .isInstanceOf(RuleException.class)
                .hasMessage("rule 'burst', action.block: found a block of 'account' by a rule that is kept by terminal;"
                        + " allowed: rules by the record key 'account', whose events are all of the one that is blocked;"
                        + " make what is counted by terminal a feature, and block in a rule of stream 'payments' by the"
                        + " record key that reads it.");
    }

    @Test
    void aStreamWithAnotherKeyCannotLiftABlockOfALaterStage() {
        assertThatThrownBy(() -> plan("terminal", List.of(), RISKY))
                .isInstanceOf(RuleException.class)
                .hasMessage(
                        "rule 'risky', action.block.lift-on: found stream 'verified', whose key is 'terminal', with a"
                                + " block that is kept in stage 2, by account; allowed: a stream whose key is 'account'; give the"
                                + " key fields one name.");
    }
}
