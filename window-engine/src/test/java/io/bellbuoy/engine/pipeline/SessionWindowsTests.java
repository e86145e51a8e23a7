package io.bellbuoy.engine.pipeline;

import static io.bellbuoy.engine.pipeline.Scenario.pay;
import static io.bellbuoy.engine.pipeline.Scenario.second;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.FeatureSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.testing.PipelineTester;
import io.bellbuoy.engine.window.Window;
import io.bellbuoy.engine.window.WindowSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions with a gap of 10 s, step by step. The stream is 5 s out of order; times are seconds after the epoch. */
class SessionWindowsTests {

    private static final WindowSpec GAP_10 = WindowSpec.session(Duration.ofSeconds(10));

    private final PipelineTester tester = tester(30, null);

    private static PipelineTester tester(int lateness, @Nullable Duration suppress) {
        RuleSpec rule = Scenario.summing(
                "busy", GAP_10, "total > 10", Emit.ON_CLOSE, Duration.ofSeconds(lateness), suppress, null);
        return PipelineTester.of(
                new RuleSet("sessions", List.of(Scenario.stream("payments")), List.of(), List.of(rule)));
    }

    @AfterEach
    void nothingIsLeftWhenAllSessionsAreOver() {
        tester.watermark(second(100_000));
        assertThat(tester.stateEntries()).isZero();
    }

    // ---- what a session is

    @Test
    void anEventAtTheLastPlusTheGapBeginsANewSession() {
        pay(tester, "a", 0, 11);
        pay(tester, "b", 9.999, 1);
        pay(tester, "c", 19.999, 12);

        assertThat(after(second(60))).containsExactly("FIRING 1 [0, 19999) 12", "FIRING 1 [19999, 29999) 12");
    }

    @Test
    void anEventBetweenTwoOpenSessionsJoinsThem() {
        pay(tester, "a", 0, 6);
        pay(tester, "c", 11, 5);
        pay(tester, "b", 7, 1);
        tester.crash();

        assertThat(after(second(20))).isEmpty();
        assertThat(after(second(21))).containsExactly("FIRING 1 [0, 21000) 12");
    }

    @Test
    void anEventBeforeASessionMovesItsStart() {
        pay(tester, "b", 4, 6);
        pay(tester, "a", 0, 6);

        assertThat(after(second(14))).containsExactly("FIRING 1 [0, 14000) 12");
    }

    // ---- late events

    @Test
    void aLateEventInsideAClosedSessionRevisesIt() {
        pay(tester, "a", 0, 6);
        pay(tester, "c", 8, 6);
        assertThat(after(second(18))).containsExactly("FIRING 1 [0, 18000) 12");
        pay(tester, "b", 3, 1);
        pay(tester, "d", 4, -5);
        pay(tester, "e", 5, 5);

        assertThat(news())
                .containsExactly("REVISED 2 [0, 18000) 13", "RETRACTED 3 [0, 18000) 8", "FIRING 4 [0, 18000) 13");
    }

    @Test
    void aLateEventProlongsAClosedSession() {
        pay(tester, "a", 0, 12);
        assertThat(after(second(25))).containsExactly("FIRING 1 [0, 10000) 12");
        pay(tester, "b", 9, 1);

        assertThat(news()).containsExactly("RETRACTED 2 [0, 10000) 12", "FIRING 1 [0, 19000) 13");
    }

    @Test
    void aLateEventReopensASessionWhoseNewEndIsNotReached() {
        pay(tester, "a", 0, 12);
        assertThat(after(second(12))).containsExactly("FIRING 1 [0, 10000) 12");
        pay(tester, "b", 9, 1);
        assertThat(news()).containsExactly("RETRACTED 2 [0, 10000) 12");
        tester.crash();

        assertThat(after(second(19))).containsExactly("FIRING 1 [0, 19000) 13");
    }

    @Test
    void aLateEventJoinsTwoClosedSessions() {
        pay(tester, "a", 0, 12);
        pay(tester, "c", 15, 13);
        assertThat(after(second(30))).containsExactly("FIRING 1 [0, 10000) 12", "FIRING 1 [15000, 25000) 13");
        tester.crash();
        pay(tester, "b", 8, 1);

        assertThat(news())
                .containsExactly(
                        "RETRACTED 2 [0, 10000) 12", "RETRACTED 2 [15000, 25000) 13", "FIRING 1 [0, 25000) 26");
    }

    @Test
    void aSessionIsClosedForEverWhenTheLatenessIsOver() {
        pay(tester, "a", 0, 12);
        assertThat(after(second(39))).containsExactly("FIRING 1 [0, 10000) 12");
        pay(tester, "taken", 0, 1);
        assertThat(after(second(40))).containsExactly("REVISED 2 [0, 10000) 13");
        assertThat(tester.stateEntries()).isZero();
        pay(tester, "late", 0, 1);

        assertThat(tester.outputs().alerts()).isEmpty();
        assertThat(tester.outputs().late())
                .extracting(late -> late.names() + " " + window(late.window()))
                .containsExactly("[busy] [0, 10000)");
    }

    @Test
    void anOldEventOfASessionThatStillTakesEventsIsNotLate() {
        for (int second = 0; second <= 80; second += 8) {
            pay(tester, "p" + second, second, 1);
        }
        pay(tester, "old", 1, 2);

        assertThat(tester.outputs().late()).isEmpty();
        assertThat(after(second(90))).containsExactly("FIRING 1 [0, 90000) 13");
    }

    // ---- a condition that fails

    @Test
    void aLateEventForWhichTheConditionFailsIsUndone() {
        PipelineTester failing = failing();
        pay(failing, "a", 0, 6);
        pay(failing, "a2", 5, 6);
        failing.watermark(second(15));
        pay(failing, "b", 3, -12);
        pay(failing, "c", 9, 3);

        assertThat(lines(failing)).containsExactly("FIRING 1 [0, 15000) 12", "RETRACTED 2 [0, 15000) 12");
        failing.watermark(second(19));
        assertThat(lines(failing)).last().isEqualTo("FIRING 1 [0, 19000) 15");
        assertThat(failing.outputs().dead())
                .extracting(dead ->
                        dead.reason() + " " + dead.rule() + " @" + dead.source().offset())
                .containsExactly("RULE_FAILED busy @3");
    }

    @Test
    void aConditionThatFailsAtTheCloseNamesTheSession() {
        PipelineTester failing = failing();
        pay(failing, "a", 0, 12);
        pay(failing, "b", 3, -12);
        failing.watermark(second(1_000));

        assertThat(failing.outputs().alerts()).isEmpty();
        assertThat(failing.outputs().dead())
                .extracting(dead -> new String(dead.source().value(), StandardCharsets.UTF_8))
                .containsExactly("rule busy, key {account=A}, window [0, 13000)");
        assertThat(failing.stateEntries()).isZero();
    }

    private static PipelineTester failing() {
        RuleSpec rule =
                Scenario.summing("busy", GAP_10, "1 / total > 0", Emit.ON_CLOSE, Duration.ofSeconds(30), null, null);
        return PipelineTester.of(
                new RuleSet("sessions", List.of(Scenario.stream("payments")), List.of(), List.of(rule)));
    }

    // ---- suppression

    @Test
    void aRetractedAlertSuppressesNothing() {
        PipelineTester suppressing = tester(30, Duration.ofMinutes(1));
        pay(suppressing, "a", 0, 12);
        suppressing.watermark(second(10));
        pay(suppressing, "b", 9, 1);
        pay(suppressing, "c", 20, 20);
        suppressing.watermark(second(30));

        assertThat(lines(suppressing))
                .as("the second session is suppressed by the first as it stands in the end")
                .containsExactly("FIRING 1 [0, 10000) 12", "RETRACTED 2 [0, 10000) 12", "FIRING 1 [0, 19000) 13");
    }

    // ---- features

    @Test
    void aFeatureIsThatOfTheEventsSessionSoFarAndIsPublishedWhenItCloses() {
        FeatureSpec closing = feature("closed", Emit.ON_CLOSE);
        FeatureSpec following = feature("following", Emit.EVERY_UPDATE);
        PipelineTester features = PipelineTester.of(
                new RuleSet("sessions", List.of(Scenario.stream("payments")), List.of(closing, following), List.of()));
        pay(features, "a", 0, 1);
        pay(features, "b", 4, 2);
        pay(features, "c", 14, 4);
        features.watermark(second(20));
        pay(features, "d", 5, 8);

        assertThat(features.outputs().values())
                .extracting(values -> values.topic() + " " + window(values.window()) + " " + values.eventId() + " "
                        + values.values().values())
                .containsExactly(
                        "following null a [1]",
                        "following null b [3]",
                        "following null c [4]",
                        "closed [0, 14000) null [3]",
                        "following null d [15]");
        features.watermark(second(24));
        assertThat(features.outputs().values())
                .last()
                .extracting(values ->
                        window(values.window()) + " " + values.values().values())
                .isEqualTo("[0, 24000) [15]");
        features.watermark(second(1_000));
        assertThat(features.stateEntries()).isZero();
    }

    private static FeatureSpec feature(String name, Emit emit) {
        return new FeatureSpec(
                name,
                "payments",
                List.of("account"),
                null,
                GAP_10,
                "sum(amount)",
                Evaluate.ON_ARRIVAL,
                emit,
                Duration.ofSeconds(30),
                name);
    }

    // ---- what is refused

    @Test
    void aRateOverASessionIsRefusedSinceItHasNoSize() {
        FeatureSpec feature = new FeatureSpec(
                "pace",
                "payments",
                List.of("account"),
                null,
                GAP_10,
                "rate(amount)",
                Evaluate.ON_ARRIVAL,
                Emit.EARLY,
                Duration.ZERO,
                null);
        RuleSet rules = new RuleSet("sessions", List.of(Scenario.stream("payments")), List.of(feature), List.of());

        assertThatThrownBy(() -> PipelineTester.of(rules))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("feature 'pace', value: found rate(amount) over a session window");
    }

    @ParameterizedTest
    @EnumSource(
            value = Emit.class,
            names = {"EARLY", "EVERY_UPDATE"})
    void anAlertBeforeTheCloseIsRefused(Emit emit) {
        RuleSpec rule = Scenario.summing("busy", GAP_10, "total > 10", emit, Duration.ZERO, null, null);
        RuleSet rules = new RuleSet("sessions", List.of(Scenario.stream("payments")), List.of(), List.of(rule));

        assertThatThrownBy(() -> PipelineTester.of(rules))
                .isInstanceOf(RuleException.class)
                .hasMessage("rule 'busy', emit: found "
                        + emit.name().toLowerCase(Locale.ROOT).replace('_', '-')
                        + " with window session: PT10S; allowed: on-close, since the bounds of a session move while it is"
                        + " open.");
    }

    // ---- traces

    private List<String> after(Instant watermark) {
        tester.watermark(watermark);
        return news();
    }

    private List<String> news() {
        List<String> lines = lines(tester);
        tester.outputs().clear();
        return lines;
    }

    private static List<String> lines(PipelineTester tester) {
        return tester.outputs().alerts().stream().map(SessionWindowsTests::line).toList();
    }

    private static String line(Output.Alert alert) {
        return alert.status() + " " + alert.revision() + " " + window(alert.window()) + " " + alert.message();
    }

    private static String window(@Nullable Window window) {
        return window == null ? "null" : "[" + window.start() + ", " + window.end() + ")";
    }
}
