package io.bellbuoy.engine.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.pattern.PatternBruteForce.Part;
import io.bellbuoy.engine.rule.PatternSpec;
import io.bellbuoy.engine.rule.PatternSpec.Skip;
import io.bellbuoy.engine.rule.Step;
import io.bellbuoy.engine.rule.Step.Contiguity;
import io.bellbuoy.engine.rule.Times;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Random patterns over random events, against {@link PatternBruteForce}; the state is written and read, and the watermark
 * moved, at random between events. Replay one seed with {@code -Dtest.seed=17}; more cases with {@code -Dtest.cases=100000}.
 */
class PatternModelTests {

    private static final List<String> TYPES = List.of("a", "b", "c");

    @Test
    void matchesAreThoseOfTheDefinition() {
        Long one = Long.getLong("test.seed");
        int matched = 0;
        int timedOut = 0;
        long first = one == null ? 0 : one;
        long cases = one == null ? Long.getLong("test.cases", 10_000) : 1;
        for (long seed = first; seed < first + cases; seed++) {
            Trial trial = new Trial(new Random(seed));
            List<List<String>> expected = trial.expected();
            assertThat(trial.actual()).as("seed %s: %s", seed, trial).isEqualTo(expected);
            matched += expected.get(0).isEmpty() ? 0 : 1;
            timedOut += expected.get(1).isEmpty() ? 0 : 1;
        }
        if (one == null) {
            assertThat(matched).as("cases with a match").isGreaterThan((int) cases / 5);
            assertThat(timedOut).as("cases with a timeout").isGreaterThan((int) cases / 5);
        }
    }

    /** One pattern and its events. */
    private static final class Trial {

        private final Random random;
        private final List<Part> parts = new ArrayList<>();
        private final long within;
        private final long lasting;
        private final Skip skip;
        private final List<Event> events = new ArrayList<>();

        Trial(Random random) {
            this.random = random;
            int size = 1 + random.nextInt(3);
            lasting = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 0;
            for (int i = 0; i < size; i++) {
                parts.add(part(i, size));
            }
            within = 1 + random.nextInt(12);
            skip = Skip.values()[random.nextInt(3)];
            long time = random.nextInt(5) - 10;
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                time += random.nextInt(3);
                String type = random.nextInt(8) == 0 ? "x" : type();
                events.add(Trace.event(type, BigDecimal.valueOf(random.nextInt(4)), time, events.size() + 1));
            }
        }

        private String type() {
            return TYPES.get(random.nextInt(TYPES.size()));
        }

        private Part part(int step, int size) {
            boolean isLast = step == size - 1;
            boolean behindAbsence =
                    step > 0 && !parts.get(step - 1).absentBehind().isEmpty();
            boolean absence = isLast ? lasting > 0 : random.nextInt(4) == 0;
            int min = random.nextInt(3) == 0 ? 2 : 1;
            int max = random.nextInt(3) == 0 ? min + random.nextInt(2) : min;
            Times times = new Times(min, random.nextInt(4) == 0 ? Times.UNBOUNDED : max);
            boolean strict = !behindAbsence && (step > 0 || times.max() > 1) && random.nextInt(4) == 0;
            return new Part(
                    random.nextInt(3) == 0 ? List.of(type(), "x") : List.of(type()),
                    strict,
                    times,
                    !isLast && random.nextInt(4) == 0,
                    step > 0 && random.nextInt(4) == 0 ? random.nextInt(step) : -1,
                    absence ? List.of(type()) : List.of());
        }

        List<List<String>> expected() {
            return new PatternBruteForce(parts, within, lasting, skip, events).results();
        }

        List<List<String>> actual() {
            PatternMatcher matcher = Trace.matcher(spec());
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

        private PatternSpec spec() {
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                Part part = parts.get(i);
                steps.add(new Step.Occurrence(
                        alternatives(i),
                        part.strict() ? Contiguity.STRICT : Contiguity.RELAXED,
                        part.times(),
                        part.optional()));
                for (String type : part.absentBehind()) {
                    boolean atEnd = i == parts.size() - 1;
                    steps.add(new Step.Absence(
                            new Step.Alternative("not" + i, "type == '" + type + "'"),
                            atEnd ? Duration.ofMillis(lasting) : null));
                }
            }
            return new PatternSpec(steps, Duration.ofMillis(within), skip, 1_000, null);
        }

        /** The alternatives of a step; a reference to a step asks that alternative of it that was taken last. */
        private List<Step.Alternative> alternatives(int step) {
            Part part = parts.get(step);
            List<Step.Alternative> alternatives = new ArrayList<>();
            for (int i = 0; i < part.types().size(); i++) {
                String where = "type == '" + part.types().get(i) + "'";
                if (part.above() >= 0) {
                    where += " && amount > step" + part.above() + ".amount";
                }
                alternatives.add(new Step.Alternative("step" + step + (i == 0 ? "" : "or" + i), where));
            }
            if (alternatives.size() > 1 && isReferredTo(step)) {
                String types =
                        part.types().stream().map(type -> "'" + type + "'").collect(Collectors.joining(", "));
                String where = alternatives.get(0).where().replaceFirst("type == '.'", "type in [" + types + "]");
                return List.of(new Step.Alternative("step" + step, where));
            }
            return alternatives;
        }

        private boolean isReferredTo(int step) {
            return parts.stream().anyMatch(part -> part.above() == step);
        }

        @Override
        public String toString() {
            String trace = events.stream()
                    .map(event -> event.id() + ":" + event.value(1) + "@" + event.time())
                    .collect(Collectors.joining(" "));
            return parts + ", within " + within + ", lasting " + lasting + ", " + skip + ", over " + trace;
        }
    }
}
