package io.bellbuoy.engine.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.testing.Cases;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random patterns over random events, against {@link PatternBruteForce}; the state is written and read, and the watermark
 * moved, at random between events. Replay one seed with {@code -Dtest.seed=17}; more cases with {@code -Dtest.cases=100000}.
 */
class PatternModelTests {

    @RegisterExtension
    static final Cases CASES = Cases.ofParts();

    @Test
    void matchesAreThoseOfTheDefinition() {
        int matched = 0;
        int timedOut = 0;
        long[] seeds = CASES.seeds(10_000).toArray();
        for (long seed : seeds) {
            Trial trial = new Trial(CASES.begin(seed, 0));
            List<List<String>> expected = trial.expected();
            assertThat(trial.actual()).as("seed %s: %s", seed, trial).isEqualTo(expected);
            matched += expected.get(0).isEmpty() ? 0 : 1;
            timedOut += expected.get(1).isEmpty() ? 0 : 1;
        }
        if (!Cases.isRepeated()) {
            assertThat(matched).as("cases with a match").isGreaterThan(seeds.length / 5);
            assertThat(timedOut).as("cases with a timeout").isGreaterThan(seeds.length / 5);
        }
    }

    /** One pattern and its events. */
    private static final class Trial {

        private final Random random;
        private final RandomPattern pattern;
        private final List<Event> events = new ArrayList<>();

        Trial(Random random) {
            this.random = random;
            pattern = new RandomPattern(random);
            long time = random.nextInt(5) - 10;
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                time += random.nextInt(3);
                events.add(
                        Trace.event(pattern.anyType(), BigDecimal.valueOf(random.nextInt(4)), time, events.size() + 1));
            }
        }

        List<List<String>> expected() {
            return pattern.expected(events);
        }

        List<List<String>> actual() {
            PatternMatcher matcher = Trace.matcher(pattern.spec(type -> null));
            Trace.Results results = new Trace.Results(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            PatternState state = PatternState.EMPTY;
            for (Event event : events) {
                if (random.nextBoolean()) {
                    state = results.add(matcher.timeout(state, event.time() - random.nextInt(3)));
                }
                state = results.add(matcher.advance(stored(state), event));
            }
            while (!state.isEmpty()) {
                PatternState before = stored(state);
                state = results.add(matcher.timeout(before, matcher.wakeAt(before)));
                assertThat(state).as("the state behind its wake time").isNotSameAs(before);
            }
            return List.of(text(results.matches()), text(results.timeouts()));
        }

        private PatternState stored(PatternState state) {
            if (random.nextBoolean()) {
                return state;
            }
            StateOutput out = new StateOutput();
            state.write(out);
            StateInput in = new StateInput(out.toByteArray());
            PatternState read = PatternState.read(in);
            assertThat(in.isAtEnd()).isTrue();
            return read;
        }

        private static List<String> text(List<Match> matches) {
            return matches.stream()
                    .map(match -> match.parts().stream()
                                    .map(part -> part.event().id())
                                    .collect(Collectors.joining(" ")) + " at " + match.at())
                    .toList();
        }

        @Override
        public String toString() {
            String trace = events.stream()
                    .map(event -> event.id() + ":" + event.value(1) + "@" + event.time())
                    .collect(Collectors.joining(" "));
            return pattern + ", over " + trace;
        }
    }
}
