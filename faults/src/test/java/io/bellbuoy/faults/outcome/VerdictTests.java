package io.bellbuoy.faults.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.faults.outcome.Outcome.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Deliberate mistakes in what came out are found. */
class VerdictTests {

    private static final List<Expectation> EXPECTED =
            List.of(due("a", 1), due("a", 2), due("b", 1), due("a", 3), due("b", 5));
    private final List<Outcome> seen =
            new ArrayList<>(EXPECTED.stream().map(Expectation::outcome).toList());

    @Test
    void whatCameOutAsItMustIsExact() {
        Verdict verdict = Verdict.of(EXPECTED, seen);
        assertThat(verdict.isExact()).isTrue();
        assertThat(verdict.expected()).isEqualTo(Map.of(Channel.FEATURES, 5));
    }

    @Test
    void aRemovedRecordIsLost() {
        Outcome removed = seen.remove(2);
        Verdict verdict = Verdict.of(EXPECTED, seen);
        assertThat(verdict.lost()).containsExactly(removed);
        assertThat(verdict.isExact()).isFalse();
    }

    @Test
    void aDoubledRecordIsDuplicate() {
        seen.add(seen.get(4));
        Verdict verdict = Verdict.of(EXPECTED, seen);
        assertThat(verdict.duplicate()).containsExactly(seen.get(4));
        assertThat(verdict.isExact()).isFalse();
    }

    @Test
    void aRecordThatNobodyExpectsIsInvented() {
        seen.add(due("c", 1).outcome());
        Verdict verdict = Verdict.of(EXPECTED, seen);
        assertThat(verdict.invented()).hasSize(1);
        assertThat(verdict.isExact()).isFalse();
    }

    @Test
    void aChangedRecordIsBothLostAndInvented() {
        seen.set(0, due("a", 7).outcome());
        Verdict verdict = Verdict.of(EXPECTED, seen);
        assertThat(verdict.lost()).hasSize(1);
        assertThat(verdict.invented()).hasSize(1);
    }

    @Test
    void orderIsAskedOfEachKeyAlone() {
        seen.add(0, seen.remove(2));
        assertThat(Verdict.of(EXPECTED, seen).isExact()).isTrue();
        seen.add(0, seen.remove(3));
        Verdict verdict = Verdict.of(EXPECTED, seen);
        assertThat(verdict.disordered()).extracting(Outcome::key).containsOnly("a");
        assertThat(verdict.isExact()).isFalse();
    }

    @Test
    void whatIsDueTwiceMayComeTwice() {
        List<Expectation> twice = List.of(due("a", 1), due("a", 1));
        assertThat(Verdict.of(twice, List.of(due("a", 1).outcome())).lost()).hasSize(1);
        assertThat(Verdict.of(twice, List.of(due("a", 1).outcome(), due("a", 1).outcome()))
                        .isExact())
                .isTrue();
    }

    private static Expectation due(String key, int number) {
        return new Expectation(new Outcome(Channel.FEATURES, key, "event=" + number), number);
    }
}
