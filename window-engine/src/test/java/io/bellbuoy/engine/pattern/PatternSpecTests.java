package io.bellbuoy.engine.pattern;

import static io.bellbuoy.engine.pattern.Trace.minutes;
import static io.bellbuoy.engine.pattern.Trace.no;
import static io.bellbuoy.engine.pattern.Trace.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.condition.ExpressionException;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.rule.RuleSpec;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.rule.Times;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PatternSpecTests {

    private static Arguments refused(String what, Supplier<Object> declaration, String property, String found) {
        return Arguments.of(what, declaration, property, found);
    }

    private static PatternSpec spec(Step... steps) {
        return spec(minutes(10), steps);
    }

    /** As a rule has it, which checks it. */
    private static PatternSpec spec(@Nullable Duration within, Step... steps) {
        return checked(PatternSpec.of(within, steps));
    }

    private static PatternSpec checked(PatternSpec spec) {
        RuleSpec.matching("test", "events", spec);
        return spec;
    }

    static Stream<Arguments> impossiblePatterns() {
        return Stream.of(
                refused("no steps", () -> spec(), "pattern.steps", "no steps"),
                refused("absence first", () -> spec(no("x"), on("a")), "pattern.steps", "'noX' as the first step"),
                refused("absence alone", () -> spec(no("x", minutes(5))), "pattern.steps", "'noX' as the first step"),
                refused(
                        "absence last without for",
                        () -> spec(on("a"), no("x")),
                        "pattern, step 'noX', for",
                        "nothing, as the last step"),
                refused(
                        "for in the middle",
                        () -> spec(on("a"), no("x", minutes(5)), on("b")),
                        "pattern, step 'noX', for",
                        "PT5M before other steps"),
                refused(
                        "for of nothing",
                        () -> spec(on("a"), no("x", Duration.ZERO)),
                        "pattern, step 'noX', for",
                        "PT0S"),
                refused(
                        "strict behind an absence",
                        () -> spec(on("a"), no("x"), on("b").strict()),
                        "pattern, step 'b', next",
                        "strict behind the absence 'noX'"),
                refused(
                        "strict first",
                        () -> spec(on("a").strict(), on("b")),
                        "pattern, step 'a', next",
                        "strict on the first step"),
                refused(
                        "optional last",
                        () -> spec(on("a"), on("b").asOptional()),
                        "pattern, step 'b', optional",
                        "true on the last event"),
                refused(
                        "all optional",
                        () -> spec(on("a").asOptional(), on("b").asOptional()),
                        "pattern, step 'b', optional",
                        "true on the last event"),
                refused("empty alternatives", () -> spec(Trace.anyOf()), "pattern, any-of", "an empty list"),
                refused("a name twice", () -> spec(on("a"), on("a")), "pattern, name", "'a' twice"),
                refused(
                        "a name in another form",
                        () -> spec(on("new-device", "true")),
                        "pattern, name",
                        "'new-device'"),
                refused("the name of features", () -> spec(on("features", "true")), "pattern, name", "'features'"),
                refused(
                        "the name of a field",
                        () -> Trace.matcher(spec(on("amount", "true"))),
                        "pattern, step 'amount', name",
                        "'amount', which is a field"),
                refused("no within", () -> spec((Duration) null, on("a"), on("b")), "pattern.within", "nothing"),
                refused(
                        "no within for a loop",
                        () -> spec((Duration) null, on("a").times(Trace.times("2"))),
                        "pattern.within",
                        "nothing"),
                refused("within of nothing", () -> spec(Duration.ZERO, on("a"), on("b")), "pattern.within", "PT0S"),
                refused(
                        "a fraction of a millisecond",
                        () -> spec(Duration.ofNanos(1_500_000), on("a"), on("b")),
                        "pattern.within",
                        "PT0.0015S"),
                refused(
                        "no partial matches",
                        () -> checked(spec(on("a")).maxPartialMatches(0)),
                        "pattern.max-partial-matches",
                        "0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossiblePatterns")
    void aPatternThatCanNeverMatchIsRefused(String what, Supplier<Object> declaration, String property, String found) {
        assertThatThrownBy(declaration::get).isInstanceOfSatisfying(RuleException.class, refused -> {
            assertThat(refused.property()).isEqualTo(property);
            assertThat(refused.found()).contains(found);
            assertThat(refused)
                    .hasMessage("rule 'test', " + property + ": found " + refused.found() + "; allowed: "
                            + refused.allowed() + ".");
        });
    }

    @ParameterizedTest(name = "times {0} is {1} to {2}")
    @CsvSource({"1, 1, 1", "3, 3, 3", "2..5, 2, 5", "3+, 3, 2147483647", "' 100 ', 100, 100"})
    void timesAreANumberARangeOrAMinimum(String text, int min, int max) {
        assertThat(Trace.times(text)).isEqualTo(new Times(min, max));
        assertThat(Trace.times(text)).hasToString(text.strip());
    }

    @ParameterizedTest(name = "times {0}")
    @CsvSource({"0", "0..3", "0+", "5..2", "101", "1..101", "-1", "+", "''", "many", "3..", "99999999999"})
    void timesOfAnotherFormOrSizeAreRefused(String text) {
        assertThatThrownBy(() -> Times.parse("rule 'test'", "times", text))
                .isInstanceOf(RuleException.class)
                .hasMessageStartingWith("rule 'test', times: found ")
                .hasMessageEndingWith("as in 3, 2..5 or 3+.");
    }

    static Stream<Arguments> refusedConditions() {
        return Stream.of(
                Arguments.of("an unknown step", List.of(on("a"), on("b", "amount > other.amount")), "other"),
                Arguments.of("a later step", List.of(on("a", "amount > b.amount"), on("b")), "b.amount"),
                Arguments.of("the step itself", List.of(on("a", "amount > a.amount"), on("b")), "a.amount"),
                Arguments.of("an absence", List.of(on("a"), no("x"), on("b", "amount > noX.amount")), "noX"),
                Arguments.of("an unknown field", List.of(on("a"), on("b", "amount > a.amout")), "a.amout"),
                Arguments.of("no condition", List.of(on("a", "amount")), "a condition of type"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedConditions")
    void aConditionThatRefersToNothingKnownIsRefused(String what, List<Step> steps, String found) {
        PatternSpec spec = spec(steps.toArray(Step[]::new));

        assertThatThrownBy(() -> Trace.matcher(spec))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("rule 'test', pattern, step '")
                .hasMessageContaining(found);
    }

    @Test
    void withinIsNotNeededForOneEventAndAnAbsence() {
        assertThat(spec((Duration) null, on("a"), no("x", minutes(5))).within()).isNull();
    }
}
