package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.output.Evidence;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.JoinSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rides joined with the payments that come up to a minute later, or ten seconds before. */
class JoinTests {

    private static final Instant FAR_BEYOND = Instant.parse("2500-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final JoinSpec PAID =
            JoinSpec.of("paid", "rides", "payments", "account", Duration.ofSeconds(10), Duration.ofSeconds(60));

    static RuleSpec rule(String stream, @Nullable WindowSpec window, String when, Evaluate evaluate, Emit emit) {
        return new RuleSpec(
                stream + "-rule",
                stream,
                null,
                List.of(),
                window,
                window == null ? Map.of() : Map.of("n", "count()"),
                when,
                Severity.LOW,
                null,
                null,
                evaluate,
                emit,
                Duration.ZERO,
                null,
                null);
    }

    private static RuleSpec any(String stream, Evaluate evaluate) {
        return rule(stream, null, "true", evaluate, Emit.EARLY);
    }

    private static RuleSet rules(List<JoinSpec> joins, RuleSpec... rules) {
        List<StreamSpec> streams = List.of(
                Scenario.stream("rides", DAY), Scenario.stream("payments", DAY), Scenario.stream("ratings", null));
        return new RuleSet("joins", streams, List.of(), List.of(rules)).withJoins(joins);
    }

    private static PipelineTester tester(RuleSpec... rules) {
        return PipelineTester.of(rules(List.of(PAID), rules));
    }

    private static void ride(PipelineTester tester, String id, double second) {
        Scenario.send(tester, "rides", id, "A", second, 10);
    }

    private static void payment(PipelineTester tester, String id, double second) {
        Scenario.send(tester, "payments", id, "A", second, 12);
    }

    private static List<String> pairs(PipelineTester tester) {
        return tester.outputs().alerts().stream()
                .map(alert -> alert.eventId() + " at " + alert.eventTime() / 1_000)
                .toList();
    }

    // ---- pairs

    @ParameterizedTest
    @EnumSource
    void aPairIsAnEventAtTheLaterOfBothTimes(Evaluate evaluate) {
        PipelineTester tester =
                tester(rule("paid", null, "payments.amount > rides.amount && account == 'A'", evaluate, Emit.EARLY));
        ride(tester, "r1", 100);
        payment(tester, "p1", 130);
        ride(tester, "r2", 132);
        Scenario.send(tester, "payments", "p2", "B", 131, 12);
        tester.watermark(FAR_BEYOND);

        assertThat(pairs(tester)).containsExactly("r1+p1 at 130", "r2+p1 at 132");
        assertThat(tester.outputs().alerts().get(0).values())
                .containsEntry("payments.amount", new BigDecimal("12"))
                .containsEntry("rides.amount", new BigDecimal("10"));
        assertThat(tester.stateEntries()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void theIntervalIncludesItsEnds(Evaluate evaluate) {
        PipelineTester tester = tester(any("paid", evaluate));
        ride(tester, "r", 100);
        payment(tester, "tooEarly", 89.999);
        payment(tester, "first", 90);
        payment(tester, "last", 160);
        payment(tester, "tooLate", 160.001);
        tester.watermark(FAR_BEYOND);

        assertThat(pairs(tester)).containsExactlyInAnyOrder("r+first at 100", "r+last at 160");
        assertThat(tester.outputs().late()).isEmpty();
    }

    @Test
    void onArrivalAPairIsThereWhenTheSecondEventArrives() {
        PipelineTester tester = tester(any("paid", Evaluate.ON_ARRIVAL));
        payment(tester, "p", 130);
        assertThat(pairs(tester)).isEmpty();
        tester.crash();
        ride(tester, "r", 126);

        assertThat(pairs(tester)).containsExactly("r+p at 130");
    }

    @Test
    void duplicatesArePairedOnce() {
        PipelineTester tester = tester(any("paid", Evaluate.ON_ARRIVAL));
        ride(tester, "r", 100);
        payment(tester, "p", 101);
        payment(tester, "p", 101);
        ride(tester, "r", 100);

        assertThat(pairs(tester)).containsExactly("r+p at 101");
    }

    @Test
    void windowsCountPairs() {
        RuleSpec rule = rule(
                "paid", WindowSpec.tumbling(Duration.ofSeconds(60)), "n >= 2", Evaluate.AT_WATERMARK, Emit.ON_CLOSE);
        PipelineTester tester = tester(rule);
        ride(tester, "r", 118);
        payment(tester, "p0", 119);
        payment(tester, "p1", 121);
        payment(tester, "p2", 122);
        tester.watermark(FAR_BEYOND);

        assertThat(tester.outputs().alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.eventTime()).isEqualTo(180_000);
            assertThat(alert.evidence()).as("the records lie in two topics").isNull();
        });
        assertThat(tester.stateEntries()).isZero();
    }

    @Test
    void theEvidenceOfAPairIsTheRecordThatCompletedIt() {
        PipelineTester tester = tester(any("paid", Evaluate.ON_ARRIVAL));
        ride(tester, "r", 100);
        payment(tester, "p", 101);

        assertThat(tester.outputs().alerts().get(0).evidence()).isEqualTo(new Evidence("payments", 0, 1, 1, 1));
    }

    @Test
    void featuresOfASideAreReachedByThePair() {
        FeatureSpec rides = FeatureSpec.of(
                "rides", "rides", List.of("account"), WindowSpec.trailing(Duration.ofHours(1)), "count()");
        RuleSet rules = new RuleSet(
                        "joins",
                        List.of(Scenario.stream("rides"), Scenario.stream("payments")),
                        List.of(rides),
                        List.of(rule("paid", null, "features.rides == 2", Evaluate.ON_ARRIVAL, Emit.EARLY)))
                .withJoins(List.of(PAID));
        PipelineTester tester = PipelineTester.of(rules);
        ride(tester, "r1", 100);
        payment(tester, "p1", 100);
        ride(tester, "r2", 101);

        assertThat(pairs(tester)).containsExactly("r2+p1 at 101");
    }

    // ---- joins of joins

    @ParameterizedTest
    @EnumSource
    void aJoinMayJoinWhatAnotherMakes(Evaluate evaluate) {
        JoinSpec rated = JoinSpec.of("rated", "paid", "ratings", "account", Duration.ZERO, Duration.ofSeconds(60));
        PipelineTester tester = PipelineTester.of(rules(
                List.of(rated, PAID),
                rule("rated", null, "rides.amount + payments.amount + ratings.amount == 25", evaluate, Emit.EARLY)));
        ride(tester, "r", 100);
        payment(tester, "p", 110);
        Scenario.send(tester, "ratings", "s", "A", 140, 3);
        Scenario.send(tester, "ratings", "t", "A", 171, 3);
        tester.watermark(FAR_BEYOND);

        assertThat(pairs(tester)).containsExactly("r+p+s at 140");
        assertThat(tester.stateEntries()).isZero();
    }

    // ---- late events

    @ParameterizedTest
    @EnumSource
    void anEventBehindTheWatermarkIsLateAndNotJoined(Evaluate evaluate) {
        PipelineTester tester = tester(any("paid", evaluate));
        ride(tester, "r", 100);
        tester.watermark(second(120));
        payment(tester, "late", 119.999);
        payment(tester, "onTime", 120);
        tester.watermark(FAR_BEYOND);

        assertThat(pairs(tester)).containsExactly("r+onTime at 120");
        assertThat(tester.outputs().late()).singleElement().satisfies(late -> {
            assertThat(late.names()).containsExactly("paid");
            assertThat(late.source().timestamp()).isEqualTo(119_999);
        });
    }

    @Test
    void withinTheAllowedLatenessItIsJoined() {
        JoinSpec patient = new JoinSpec(
                "paid", "rides", "payments", "account", Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(30));
        PipelineTester tester = PipelineTester.of(rules(List.of(patient), any("paid", Evaluate.ON_ARRIVAL)));
        ride(tester, "r", 40);
        tester.watermark(second(130));
        payment(tester, "p", 100);
        payment(tester, "late", 99.999);

        assertThat(pairs(tester)).containsExactly("r+p at 100");
        assertThat(tester.outputs().late()).hasSize(1);
    }

    // ---- failures

    @Test
    void anEventThatFailsInAPairIsTheDeadLetterAndLeavesNothing() {
        PipelineTester tester =
                tester(rule("paid", null, "1 / (payments.amount - 12) > 0", Evaluate.ON_ARRIVAL, Emit.EARLY));
        ride(tester, "r", 100);
        long before = tester.stateEntries();
        payment(tester, "p", 101);

        assertThat(tester.outputs().dead()).singleElement().satisfies(dead -> {
            assertThat(dead.rule()).isEqualTo("paid-rule");
            assertThat(dead.reason()).isEqualTo(Output.Reason.RULE_FAILED);
            assertThat(dead.source().topic()).isEqualTo("payments");
        });
        assertThat(tester.stateEntries()).isEqualTo(before);
        Scenario.send(tester, "payments", "p", "A", 101, 20);
        assertThat(pairs(tester)).as("after a redrive").containsExactly("r+p at 101");
    }

    @Test
    void atTheWatermarkTheLaterEventIsTheDeadLetterWhateverArrivedFirst() {
        PipelineTester tester =
                tester(rule("paid", null, "1 / (payments.amount - 12) > 0", Evaluate.AT_WATERMARK, Emit.EARLY));
        payment(tester, "p", 101);
        ride(tester, "r", 100);
        tester.watermark(FAR_BEYOND);

        assertThat(tester.outputs().dead())
                .extracting(dead -> dead.source().topic())
                .containsExactly("payments");
        assertThat(tester.stateEntries()).isZero();
    }

    // ---- what is refused

    @Test
    void joinsThatCannotBeAreRefused() {
        refused(join("paid", "rides", "payment"), "join 'paid', right", "unknown stream 'payment'", "'payments'");
        refused(join("paid", "rides", "rides"), "join 'paid', right", "which is the left side too");
        refused(join("rides", "rides", "payments"), "join 'rides', name", "the name of another stream or join");
        refused(
                new JoinSpec("paid", "rides", "payments", "id", Duration.ZERO, Duration.ZERO, Duration.ZERO),
                "join 'paid', by",
                "record key of 'rides' is 'account'");
    }

    @Test
    void joinsOfThemselvesAreRefused() {
        assertThatThrownBy(() -> Plan.compile(
                        rules(List.of(join("a", "rides", "b"), join("b", "c", "payments"), join("c", "a", "ratings"))),
                        List.of()))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("a join of itself: a -> b -> c -> a");
    }

    @Test
    void twoSidesWithFieldsOfTheSameNameAreRefused() {
        JoinSpec again = join("again", "paid", "rides");

        assertThatThrownBy(() -> Plan.compile(rules(List.of(PAID, again)), List.of()))
                .hasMessageContaining("join 'again', right: found a field of the same name on both sides")
                .hasMessageContaining("rides.id");
    }

    @Test
    void aWindowWithoutTheCurrentEventIsRefused() {
        RuleSpec rule = rule(
                "paid", new WindowSpec.Trailing(Duration.ofHours(1), true), "n > 2", Evaluate.ON_ARRIVAL, Emit.EARLY);

        assertThatThrownBy(() -> tester(rule))
                .hasMessageContaining("rule 'paid-rule', window.exclude-current")
                .hasMessageContaining("joined stream 'paid'");
    }

    @Test
    void fieldsAreNamedByTheirStream() {
        assertThatThrownBy(() -> tester(rule("paid", null, "amount > 1", Evaluate.ON_ARRIVAL, Emit.EARLY)))
                .hasMessageContaining("'rides.amount'");
        Schema schema = new Schema(List.of(Field.of("k", FieldType.STRING), Field.of("n", FieldType.DECIMAL)));
        StreamSpec one = StreamSpec.of("card.payments_v2", schema, null, "k", TimeSource.ingestion());
        StreamSpec two = StreamSpec.of("Ride-Requests", schema, null, "k", TimeSource.ingestion());
        RuleSet rules = new RuleSet(
                        "joins",
                        List.of(one, two),
                        List.of(),
                        List.of(rule("j", null, "cardPaymentsV2.n > RideRequests.n", Evaluate.ON_ARRIVAL, Emit.EARLY)))
                .withJoins(List.of(
                        JoinSpec.of("j", "card.payments_v2", "Ride-Requests", "k", Duration.ZERO, Duration.ZERO)));

        assertThat(Plan.compile(rules, List.of()).reads("Ride-Requests").cardinality())
                .isEqualTo(2);
    }

    private static JoinSpec join(String name, String left, String right) {
        return JoinSpec.of(name, left, right, "account", Duration.ZERO, Duration.ofSeconds(60));
    }

    private static void refused(JoinSpec join, String... parts) {
        assertThatThrownBy(() -> Plan.compile(rules(List.of(join)), List.of()))
                .isInstanceOf(RuleException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }
}
