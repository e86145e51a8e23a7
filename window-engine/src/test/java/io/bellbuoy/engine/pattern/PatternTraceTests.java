package io.bellbuoy.engine.pattern;

import static io.bellbuoy.engine.pattern.Trace.anyOf;
import static io.bellbuoy.engine.pattern.Trace.minutes;
import static io.bellbuoy.engine.pattern.Trace.no;
import static io.bellbuoy.engine.pattern.Trace.on;
import static io.bellbuoy.engine.pattern.Trace.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.PatternSpec.Skip;
import io.bellbuoy.engine.rule.Step;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PatternTraceTests {

    private static final Duration WITHIN = minutes(10);

    private static Arguments row(String operator, PatternSpec spec, String trace, String matches, String timeouts) {
        return Arguments.of(operator, spec, trace, matches, timeouts);
    }

    private static PatternSpec spec(Step... steps) {
        return PatternSpec.of(WITHIN, steps);
    }

    static Stream<Arguments> sequences() {
        PatternSpec abc = spec(on("a"), on("b"), on("c"));
        PatternSpec strict = spec(on("a"), on("b").strict(), on("c"));
        return Stream.of(
                row("a sequence", abc, "a b c", "a1 b2 c3", ""),
                row("a sequence skips what does not match", abc, "x a x b x c", "a2 b4 c6", ""),
                row("a sequence takes the next that matches", abc, "a b b c", "a1 b2 c4", ""),
                row("a sequence in another order", abc, "c b a", "", "a3"),
                row("a sequence not finished", abc, "a b", "", "a1 b2"),
                row("one match after the other", abc, "a b c a b c", "a1 b2 c3 | a4 b5 c6", ""),
                row("strict: the very next event", strict, "a b x c", "a1 b2 c4", ""),
                row("strict: another event ends it", strict, "a x b c", "", ""),
                row("strict: only some starts go on", strict, "a a b c", "a2 b3 c4", ""),
                row("one step alone", PatternSpec.of(null, on("a")), "a x a", "a1 | a3", ""),
                row(
                        "the same condition twice",
                        spec(on("a", "type == 'a'"), on("again", "type == 'a'")),
                        "a a a a",
                        "a1 a2 | a3 a4",
                        ""));
    }

    static Stream<Arguments> quantifiers() {
        PatternSpec threeOrMore = spec(on("a").times(Trace.times("3+")), on("b"));
        PatternSpec range = spec(on("a").times(Trace.times("2..3")), on("b"));
        PatternSpec optional = spec(on("a"), on("b").asOptional(), on("c"));
        PatternSpec atTheEnd = spec(on("a").times(Trace.times("2..3")));
        PatternSpec consecutive = spec(on("a").times(Trace.times("3")).strict());
        PatternSpec both = spec(on("any", "true").times(Trace.times("1+")), on("b"));
        return Stream.of(
                row("3+: too few", threeOrMore, "a a b", "", "a1 a2 | a2"),
                row("3+: three", threeOrMore, "a a a b", "a1 a2 a3 b4", ""),
                row("3+: others between are skipped", threeOrMore, "a x a x a x b", "a1 a3 a5 b7", ""),
                row("3+ keeps its first three and its last", threeOrMore, "a a a a a a b", "a1 a2 a3 a6 b7", ""),
                row("2..3: at most three, the oldest waits on", range, "a a a a b", "a1 a2 a3 b5", ""),
                row("2..3 at the end rings at two", atTheEnd, "a a a a", "a1 a2 | a3 a4", ""),
                row(
                        "2..3 at the end without skipping",
                        atTheEnd.skip(Skip.NONE),
                        "a a a",
                        "a1 a2 | a1 a2 a3 | a2 a3",
                        "a3"),
                row("optional: there", optional, "a b c", "a1 b2 c3", ""),
                row("optional: left out", optional, "a c", "a1 c2", ""),
                row("optional first", spec(on("a").asOptional(), on("b")), "b a b", "b1 | a2 b3", ""),
                row(
                        "optional with times: none or two",
                        spec(on("a"), on("b").times(Trace.times("2")).asOptional(), on("c")),
                        "a c a b c b c",
                        "a1 c2 | a3 b4 b6 c7",
                        ""),
                row("strict times: in a row", consecutive, "a a x a a a", "a4 a5 a6", ""),
                row("an event that fits two steps is followed as both", both, "x b b", "x1 b2", "b3"),
                row(
                        "and every match counts without skipping",
                        both.skip(Skip.NONE),
                        "x b b",
                        "x1 b2 | x1 b2 b3 | b2 b3",
                        "x1 b3 | b2 b3 | b3"));
    }

    static Stream<Arguments> absences() {
        PatternSpec middle = spec(on("a"), no("x"), on("b"));
        PatternSpec end = spec(on("a"), no("b", minutes(3)));
        PatternSpec silence = PatternSpec.of(null, on("a"), Step.not("anything", null, minutes(3)));
        PatternSpec skipping = spec(on("a"), no("x"), on("b").asOptional(), no("y"), on("c"));
        PatternSpec failures = spec(on("a").times(Trace.times("2+")), no("b", minutes(3)));
        return Stream.of(
                row("absence in the middle: absent", middle, "a c b", "a1 b3", ""),
                row("absence in the middle: present", middle, "a x b", "", ""),
                row("absence in the middle: present before and after", middle, "x a b x", "a2 b3", ""),
                row("absence begins again with a new start", middle, "a x a b", "a3 b4", ""),
                row(
                        "absence behind a loop counts from its last event",
                        spec(on("a").times(Trace.times("1+")), no("x"), on("b")),
                        "a x a b",
                        "a1 a3 b4",
                        ""),
                row("over a step left out both absences count", skipping, "a y c a x c a c", "a7 c8", ""),
                row("each gap has its own absence", skipping, "a y b x c", "a1 b3 c5", ""),
                row("absence at the end: absent", end, "a x", "a1", ""),
                row("absence at the end: present in time", end, "a - b", "", ""),
                row("absence at the end: present at the very end is outside", end, "a - - b", "a1", ""),
                row("absence at the end: each start for itself", end, "a a b a", "a4", ""),
                row("absence at the end: two that both last", end, "a a", "a1 | a2", ""),
                row(
                        "absence at the end: of two the one that is over first, whichever began first",
                        spec(on("a"), on("c", "type == 'c' && amount == a.amount"), no("b", minutes(3))),
                        "a:1 a:2 c:2 c:1",
                        "a2 c3",
                        ""),
                row("silence of a sensor", silence, "a a a - - - a", "a3 | a7", ""),
                row("a loop waits from its last event", failures, "a a - a - - b", "a1 a2 a4", ""),
                row("a loop goes on after a violated absence", failures, "a a b a", "a1 a2 a4", ""),
                row(
                        "a loop that is refuted is no timeout",
                        spec(on("a").times(Trace.times("2")), no("b", minutes(3))),
                        "a a b",
                        "",
                        "a2"));
    }

    static Stream<Arguments> conditions() {
        PatternSpec more = spec(on("a"), on("b", "type == 'b' && amount > a.amount"));
        PatternSpec last = spec(on("a").times(Trace.times("2")), on("b", "type == 'b' && amount > a.amount"));
        PatternSpec either = spec(anyOf("a", "b"), on("c", "type == 'c' && amount == b.amount"));
        PatternSpec absent = spec(on("a"), Step.not("same", "type == 'x' && amount == a.amount"), on("b"));
        return Stream.of(
                row("a reference to an earlier event", more, "a:5 b:4 b:6", "a1 b3", ""),
                row("a reference without a value holds never", more, "a b:4", "", "a1"),
                row("a reference means the last event of a step", last, "a:9 a:5 b:6", "a1 a2 b3", ""),
                row("a reference to the other alternative is null", either, "a:1 b:1 c:1", "b2 c3", ""),
                row("an absence with a reference: another value", absent, "a:1 x:2 b", "a1 b3", ""),
                row("an absence with a reference: the value", absent, "a:1 x:1 b", "", ""),
                row(
                        "alternatives: each may be any",
                        spec(anyOf("a", "b").times(Trace.times("2")), on("c")),
                        "b a c",
                        "b1 a2 c3",
                        ""));
    }

    static Stream<Arguments> timesAndSkips() {
        PatternSpec ab = PatternSpec.of(minutes(2), on("a"), on("b"));
        PatternSpec overlap = spec(on("a"), on("a2", "type == 'a'"), on("b"));
        PatternSpec loop = spec(on("b").times(Trace.times("1+")), on("c"));
        return Stream.of(
                row("within: less than the time", ab, "a b", "a1 b2", ""),
                row("within: the time itself is too long", ab, "a - b", "", "a1"),
                row("within: the later start still goes", ab, "a a b", "a2 b3", "a1"),
                row("past the last event: no event in two matches", overlap, "a a a b", "a1 a2 b4", ""),
                row(
                        "to next: one match for each first event",
                        overlap.skip(Skip.TO_NEXT),
                        "a a a b",
                        "a1 a2 b4 | a2 a3 b4",
                        "a3"),
                row("past the last event of a loop", loop, "b b b c", "b1 b3 c4", ""),
                row("to next of a loop", loop.skip(Skip.TO_NEXT), "b b b c", "b1 b3 c4 | b2 b3 c4 | b3 c4", ""),
                row(
                        "to next ends the other ways from the same start",
                        spec(on("any", "true").times(Trace.times("1+")), on("b"))
                                .skip(Skip.TO_NEXT),
                        "x b b",
                        "x1 b2 | b2 b3",
                        "b3"),
                row(
                        "past the last event of an absence, later starts go on",
                        spec(on("a"), on("b"), no("c", minutes(3))),
                        "a a b - a b",
                        "a1 b3 | a5 b6",
                        ""));
    }

    static Stream<Arguments> recipes() {
        PatternSpec takeover = PatternSpec.of(
                Duration.ofHours(1), on("change"), on("device"), on("transfer", "type == 'transfer' && amount > 1000"));
        PatternSpec cart = PatternSpec.of(null, on("cart"), no("purchase", minutes(30)));
        PatternSpec testing = PatternSpec.of(
                minutes(10),
                on("small", "type == 'pay' && amount < 5").times(Trace.times("3+")),
                on("large", "type == 'pay' && amount > 100 * small.amount"));
        return Stream.of(
                row(
                        "account takeover",
                        takeover,
                        "change login device transfer:50 transfer:5000",
                        "change1 device3 transfer5",
                        ""),
                row("abandoned cart", cart, "cart view view", "cart1", ""),
                row("bought in time", cart, "cart view purchase", "", ""),
                row("card testing", testing, "pay:1 pay:2 pay:1 pay:900", "pay1 pay2 pay3 pay4", ""));
    }

    @ParameterizedTest(name = "{0}: {2} gives [{3}], out of time [{4}]")
    @MethodSource({"sequences", "quantifiers", "absences", "conditions", "timesAndSkips", "recipes"})
    void aTraceGivesItsMatches(String operator, PatternSpec spec, String trace, String matches, String timeouts) {
        Trace.Results results = Trace.of(trace).through(spec);

        assertThat(text(results.matches())).as("matches").isEqualTo(matches);
        assertThat(text(results.timeouts())).as("timeouts").isEqualTo(timeouts);
        assertThat(results.dropped()).isEmpty();
    }

    @Test
    void partsHaveTheirNamesOrdinalsAndPlaces() {
        Match match = Trace.of("a a a:7 a:8 c")
                .through(spec(on("a").times(Trace.times("2+")), anyOf("b", "c")))
                .matches()
                .get(0);

        assertThat(match.parts())
                .extracting(part ->
                        part.name() + " " + part.ordinal() + " " + part.event().offset())
                .containsExactly("a 1 1", "a 2 2", "a 4 4", "c 1 5");
        assertThat(match.at()).isEqualTo(5 * Trace.MINUTE);
        assertThat(match.first().id()).isEqualTo("a1");
        assertThat(match.last().id()).isEqualTo("c5");
    }

    @Test
    void anAbsenceIsSettledAtItsEnd() {
        Trace.Results results = Trace.of("a").through(PatternSpec.of(null, on("a"), no("b", minutes(3))));

        assertThat(results.matches()).extracting(Match::at).containsExactly(4 * Trace.MINUTE);
    }

    @Test
    void theOldestPartialMatchesAreDroppedAboveTheLimitAndGiven() {
        Trace.Results results = Trace.of("a a a a b")
                .through(spec(on("a"), on("b")).skip(Skip.NONE).maxPartialMatches(2));

        assertThat(text(results.dropped())).isEqualTo("a1 | a2");
        assertThat(text(results.matches())).isEqualTo("a3 b5 | a4 b5");
    }

    @Test
    void anEventThatChangesNothingLeavesTheStateAsItIs() {
        PatternMatcher matcher = Trace.matcher(spec(on("a"), on("b")));
        PatternState begun = PatternState.EMPTY;
        for (var event : Trace.of("a x").events()) {
            begun = matcher.advance(begun, event).state();
        }
        Advance after = matcher.advance(begun, Trace.of("- - x").events().get(0));

        assertThat(after.state()).isSameAs(begun);
        assertThat(after.matches()).isEqualTo(List.of());
        assertThat(matcher.wakeAt(begun)).isEqualTo(11 * Trace.MINUTE);
        assertThat(matcher.timeout(begun, 11 * Trace.MINUTE - 1).state()).isSameAs(begun);
        assertThat(matcher.timeout(begun, 11 * Trace.MINUTE).state().isEmpty()).isTrue();
    }
}
