package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.pay;
import static io.bellbuoy.engine.pipeline.Scenario.second;
import static io.bellbuoy.engine.pipeline.Scenario.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.engine.rule.ListSpec.Effect;
import io.bellbuoy.engine.rule.Outcome;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.ScorecardSpec;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListTests {

    static final ListSpec TRUSTED = topic("trusted", Effect.ALLOW);
    static final ListSpec STOLEN = topic("stolen", Effect.DENY);
    static final RuleSpec LARGE = Scenario.simple("large", "amount > 100", Evaluate.ON_ARRIVAL, null, null);

    @Test
    void anAllowedEventIsAllowedADeniedOneBlockedAndTheScoreIsKept() {
        PipelineTester tester = tester(List.of(LARGE), TRUSTED, STOLEN);
        tester.list("trusted", "A", "a good customer", second(10));
        tester.list("stolen", "B", null, null);
        pay(tester, "p1", 0, 200);
        send(tester, "payments", "p2", "B", 1, 1);
        send(tester, "payments", "p3", "C", 2, 200);
        tester.list("stolen", "A", "lost", null);
        pay(tester, "p4", 3, 200);

        assertThat(tester.outputs().decisions())
                .extracting(ListTests::line)
                .containsExactly(
                        "p1 score 50 REVIEW -> ALLOW [trusted A (a good customer) until 10000]",
                        "p2 score 0 ALLOW -> BLOCK [stolen B (null) for good]",
                        "p3 score 50 REVIEW -> REVIEW []",
                        "p4 score 50 REVIEW -> BLOCK [trusted A (a good customer) until 10000, stolen A (lost) for good]");
        assertThat(tester.outputs().alerts()).as("alerts are as they were").hasSize(3);
    }

    @Test
    void anEntryCountsUntilTheEventsTimeReachesItsEnd() {
        PipelineTester tester = tester(List.of(LARGE), TRUSTED);
        tester.list("trusted", "A", null, second(10));
        pay(tester, "before", 9.999, 200);
        pay(tester, "at", 10, 200);
        pay(tester, "out of order", 9, 200);
        tester.crash();
        pay(tester, "prolonged later", 11, 200);
        tester.list("trusted", "A", null, second(20));
        pay(tester, "prolonged", 12, 200);
        tester.unlist("trusted", "A");
        pay(tester, "taken off", 13, 200);

        assertThat(outcomes(tester))
                .containsExactly(
                        "before ALLOW",
                        "at REVIEW",
                        "out of order ALLOW",
                        "prolonged later REVIEW",
                        "prolonged ALLOW",
                        "taken off REVIEW");
    }

    @Test
    void whatEndsLeavesTheState() {
        PipelineTester tester = tester(List.of(LARGE), TRUSTED);
        tester.list("trusted", "A", null, second(10));
        tester.list("trusted", "B", null, second(2_000));
        pay(tester, "p1", 0, 200);
        assertThat(tester.stateEntries())
                .as("two entries and how far the topic was read")
                .isEqualTo(3);
        tester.watermark(second(10));
        assertThat(tester.stateEntries()).isEqualTo(2);
        tester.watermark(second(10_000));
        assertThat(tester.stateEntries()).isEqualTo(1);
    }

    @Test
    void aListMayBeAskedInACondition() {
        RuleSpec known = Scenario.simple("unknown", "!lists.trusted && amount > 10", Evaluate.ON_ARRIVAL, null, null);
        PipelineTester tester = tester(List.of(known, LARGE), TRUSTED);
        tester.list("trusted", "A", null, null);
        pay(tester, "p1", 0, 11);
        send(tester, "payments", "p2", "B", 1, 11);

        assertThat(tester.outputs().alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.eventId()).isEqualTo("p2");
            assertThat(alert.values()).containsEntry("lists.trusted", false);
        });
    }

    @Test
    void entriesOfTheDeclarationCountFromTheStart() {
        ListSpec declared = new ListSpec(
                "trusted",
                "account",
                Effect.ALLOW,
                "trusted",
                false,
                List.of(
                        new ListSpec.Entry("A", "declared", 5_000, null),
                        new ListSpec.Entry("B", "declared", ListSpec.NEVER, null)));
        PipelineTester tester = tester(List.of(LARGE), declared);
        pay(tester, "p1", 0, 200);
        pay(tester, "p2", 5, 200);
        tester.list("trusted", "A", "topic", null);
        pay(tester, "p3", 6, 200);
        tester.unlist("trusted", "B");
        send(tester, "payments", "p4", "B", 7, 200);

        assertThat(outcomes(tester)).containsExactly("p1 ALLOW", "p2 REVIEW", "p3 ALLOW", "p4 ALLOW");
    }

    @Test
    void noRuleBlocksForAnAllowedEventUnlessItIsDenied() {
        BlockSpec block = new BlockSpec(Duration.ofHours(1), null);
        RuleSpec blocking = Scenario.simple("large", "amount > 100", Evaluate.ON_ARRIVAL, null, block);
        RuleSpec atClose = Scenario.summing(
                "sum",
                WindowSpec.tumbling(Duration.ofSeconds(10)),
                "total > 1000",
                Emit.ON_CLOSE,
                Duration.ZERO,
                null,
                block);
        PipelineTester tester = tester(List.of(blocking, atClose), TRUSTED, STOLEN);
        tester.list("trusted", "A", null, null);
        tester.list("trusted", "B", null, null);
        tester.list("stolen", "B", null, null);
        pay(tester, "p1", 0, 2_000);
        send(tester, "payments", "p2", "B", 1, 200);
        send(tester, "payments", "p3", "C", 2, 200);
        tester.watermark(second(20));

        assertThat(tester.outputs().alerts()).extracting(Output.Alert::rule).contains("sum");
        assertThat(tester.outputs().actions())
                .extracting(Output.Action::recordKey)
                .containsExactly("B", "C");
    }

    @Test
    void anOverriddenDecisionIsPublishedForWhatItWasAsForWhatItIs() {
        PipelineTester tester = PipelineTester.of(new RuleSet(
                        "app",
                        List.of(Scenario.stream("payments")),
                        List.of(),
                        List.of(LARGE),
                        List.of(scorecard(Outcome.REVIEW)))
                .withLists(List.of(TRUSTED, STOLEN)));
        tester.list("trusted", "A", null, null);
        tester.list("stolen", "B", null, null);
        pay(tester, "allowed", 0, 200);
        pay(tester, "plain", 1, 1);
        send(tester, "payments", "denied", "B", 2, 1);

        assertThat(outcomes(tester)).containsExactly("allowed ALLOW", "denied BLOCK");
    }

    @Test
    void whatCannotBeLookedUpIsRefused() {
        assertRefused(
                "list 'cards', field: found 'acount', which no stream has; allowed: a field, did you mean"
                        + " 'account'?",
                new ListSpec("cards", "acount", Effect.DENY, "cards", false, List.of()));
        assertRefused(
                "field: found 'amount', which is decimal in stream 'payments'",
                new ListSpec("cards", "amount", Effect.DENY, "cards", false, List.of()));
        assertRefused(
                "list 'stolen-cards', name: found the name 'stolen-cards'; allowed: a lowerCamelCase identifier",
                topic("stolen-cards", Effect.DENY));
        assertRefused("two lists of that name", TRUSTED, TRUSTED);
        assertRefused(
                "list 'b', topic: found the topic of another list",
                new ListSpec("a", "account", Effect.DENY, "t", false, List.of()),
                new ListSpec("b", "account", Effect.DENY, "t", false, List.of()));
        assertThatThrownBy(() -> new ListSpec("a", "account", Effect.DENY, null, false, List.of()))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("list 'a', topic: found neither a topic nor entries");
        List<ListSpec.Entry> open = List.of(new ListSpec.Entry("A", null, ListSpec.NEVER, null));
        assertThatThrownBy(() -> new ListSpec("a", "account", Effect.DENY, null, true, open))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("list 'a', entries[0].until: found nothing, with expiry: required");
        List<ListSpec.Entry> twice = List.of(open.get(0), open.get(0));
        assertThatThrownBy(() -> new ListSpec("a", "account", Effect.DENY, null, false, twice))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("list 'a', entries[1].value: found a value that is there before");
        assertThatThrownBy(() -> tester(
                        List.of(
                                LARGE,
                                Scenario.summing(
                                        "sum",
                                        WindowSpec.tumbling(Duration.ofSeconds(10)),
                                        "lists.trusted && total > 1",
                                        Emit.ON_CLOSE,
                                        Duration.ZERO,
                                        null,
                                        null)),
                        TRUSTED))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("reads the current event, a feature or a list");
        assertThatThrownBy(() -> tester(
                        List.of(LARGE, Scenario.simple("r", "lists.trustd", Evaluate.ON_ARRIVAL, null, null)), TRUSTED))
                .hasMessageContaining("Did you mean 'lists.trusted'?");
    }

    private static void assertRefused(String message, ListSpec... lists) {
        assertThatThrownBy(() -> tester(List.of(LARGE), lists))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining(message);
    }

    // ---- the pieces

    private static ListSpec topic(String name, Effect effect) {
        return new ListSpec(name, "account", effect, name, false, List.of());
    }

    static ScorecardSpec scorecard(Outcome publishFrom) {
        return new ScorecardSpec(
                "card",
                "payments",
                Map.of("large", BigDecimal.valueOf(50)),
                BigDecimal.valueOf(40),
                BigDecimal.valueOf(80),
                publishFrom);
    }

    private static PipelineTester tester(List<RuleSpec> rules, ListSpec... lists) {
        return PipelineTester.of(new RuleSet(
                        "app",
                        List.of(Scenario.stream("payments")),
                        List.of(),
                        rules,
                        List.of(scorecard(Outcome.ALLOW)))
                .withLists(List.of(lists)));
    }

    static List<String> outcomes(PipelineTester tester) {
        return tester.outputs().decisions().stream()
                .map(decision -> decision.eventId() + " " + decision.outcome())
                .toList();
    }

    private static String line(Output.Decision decision) {
        return decision.eventId() + " score " + decision.score() + " " + decision.scored() + " -> " + decision.outcome()
                + " "
                + decision.lists().stream()
                        .map(listed -> listed.list() + " " + listed.value() + " (" + listed.reason() + ") "
                                + (listed.until() == ListSpec.NEVER ? "for good" : "until " + listed.until()))
                        .toList();
    }
}
