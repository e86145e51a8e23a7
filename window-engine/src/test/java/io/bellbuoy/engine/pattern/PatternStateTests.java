package io.bellbuoy.engine.pattern;

import static io.bellbuoy.engine.pattern.Trace.minutes;
import static io.bellbuoy.engine.pattern.Trace.no;
import static io.bellbuoy.engine.pattern.Trace.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternStateTests {

    private static PatternState after(PatternSpec spec, String trace) {
        PatternMatcher matcher = Trace.matcher(spec);
        PatternState state = PatternState.EMPTY;
        for (Event event : Trace.of(trace).events()) {
            state = matcher.advance(state, event).state();
        }
        return state;
    }

    private static String bytes(PatternState state) {
        StateOutput out = new StateOutput();
        state.write(out);
        return HexFormat.of().formatHex(out.toByteArray());
    }

    private static PatternState read(String bytes) {
        return PatternState.read(new StateInput(HexFormat.of().parseHex(bytes.replace(" ", ""))));
    }

    @Test
    void theFormIsVersionEventsLinksAndPartialMatches() {
        PatternSpec spec = PatternSpec.of(
                minutes(10), on("a"), no("x"), on("b").asOptional(), on("c", "type == 'c' && amount > a.amount"));
        PatternState state = after(spec, "a:5 b:6 a x");
        String form = "01 03" // version, next sequence number
                + "02" // events: sequence, id, time, offset, the type and amount that conditions read
                + "00 026131 c0a907 01 02 030161 01000a"
                + "01 026232 80d30e 02 02 030162 01000c"
                + "02" // links: name, ordinal, event, previous + 1
                + "00 01 00 00"
                + "01 01 01 01"
                + "01" // partial matches: last link, adjacent, barrier + 1
                + "01 00 00";

        assertThat(state.size()).isEqualTo(1);
        assertThat(bytes(state)).isEqualTo(form.replace(" ", ""));
        assertThat(bytes(read(form))).isEqualTo(bytes(state));
    }

    @Test
    void aViolatedAbsenceIsKeptAsTheGapThatItCloses() {
        PatternSpec spec = PatternSpec.of(minutes(10), on("a").times(Trace.times("1+")), no("x"), on("b"));

        assertThat(bytes(after(spec, "a"))).endsWith("01" + "00 01 00".replace(" ", ""));
        assertThat(bytes(after(spec, "a x"))).endsWith("01" + "00 00 01".replace(" ", ""));
    }

    @Test
    void partialMatchesThatPartedShareTheEventsBefore() {
        PatternSpec spec = PatternSpec.of(
                minutes(10), on("any", "amount == 1").times(Trace.times("1..3")), on("b", "amount == 1"), on("c"));
        PatternState state = after(spec, "a:1 a:1");

        assertThat(state.size()).isEqualTo(3);
        assertThat(bytes(read(bytes(state)))).isEqualTo(bytes(state));
    }

    @Test
    void aStepWithoutMaximumKeepsABoundedNumberOfEvents() {
        PatternSpec spec = PatternSpec.of(minutes(1_000), on("a").times(Trace.times("2+")), on("b"))
                .maxPartialMatches(1);

        assertThat(bytes(after(spec, "a ".repeat(90)))).hasSameSizeAs(bytes(after(spec, "a ".repeat(80))));
    }

    @Test
    void theEmptyStateIsTheSameAfterReading() {
        assertThat(bytes(PatternState.EMPTY)).isEqualTo("0100000000");
        assertThat(read("0100000000")).isSameAs(PatternState.EMPTY);
        assertThat(after(PatternSpec.of(minutes(10), on("a"), on("b")), "a b")).isSameAs(PatternState.EMPTY);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "02 00000000", "01 01 00 00 01 00", "01 01 00 01 00 01 00 00 00", "01 01 05"})
    void bytesOfAnotherFormAreRefused(String bytes) {
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(StateFormatException.class);
    }
}
