package io.bellbuoy.engine.pattern;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One step of a pattern. */
public sealed interface Step permits Step.Occurrence, Step.Absence {

    /**
     * A name for events under a condition.
     *
     * @param name a lowerCamelCase identifier, unique in the pattern
     * @param where a condition over the event's fields and, as {@code step.field}, those of the last event that an
     *     earlier step took; null: every event
     */
    record Alternative(String name, @Nullable String where) {

        public Alternative {
            Objects.requireNonNull(name, "name");
        }
    }

    /**
     * Events that must come.
     *
     * @param alternatives what an event may be; the first one that holds names it
     * @param contiguity what may lie before each event of this step
     * @param times how often
     * @param optional whether the step may be left out
     */
    record Occurrence(List<Alternative> alternatives, Contiguity contiguity, Times times, boolean optional)
            implements Step {

        public Occurrence {
            alternatives = List.copyOf(alternatives);
            Objects.requireNonNull(contiguity, "contiguity");
            Objects.requireNonNull(times, "times");
            if (alternatives.isEmpty()) {
                throw new PatternException("pattern, any-of", "an empty list", "at least one step with a name");
            }
        }

        /** This step, as often as said. */
        public Occurrence times(Times often) {
            return new Occurrence(alternatives, contiguity, often, optional);
        }

        /** This step, each of its events directly behind the one before. */
        public Occurrence strict() {
            return new Occurrence(alternatives, Contiguity.STRICT, times, optional);
        }

        /** This step, which may be left out. */
        public Occurrence asOptional() {
            return new Occurrence(alternatives, contiguity, times, true);
        }
    }

    /**
     * Events that must not come: between the events taken before and after it, or, as the last step, for some time
     * after the last event taken, {@code [t, t + lasting)}.
     *
     * @param name a lowerCamelCase identifier, unique in the pattern
     * @param where a condition as that of an {@link Alternative}; null: no event at all
     * @param lasting for how long, {@code for} in YAML; as the last step only, and required there
     */
    record Absence(
            String name, @Nullable String where, @Nullable Duration lasting) implements Step {

        public Absence {
            Objects.requireNonNull(name, "name");
        }
    }

    /** One event under a condition, others before it skipped. */
    static Occurrence of(String name, @Nullable String where) {
        return anyOf(new Alternative(name, where));
    }

    /** One event under any of several conditions, others before it skipped. */
    static Occurrence anyOf(Alternative... alternatives) {
        return new Occurrence(List.of(alternatives), Contiguity.RELAXED, Times.ONCE, false);
    }

    /** No such event between the steps before and after. */
    static Absence not(String name, @Nullable String where) {
        return new Absence(name, where, null);
    }

    /** No such event for some time after the last one taken. */
    static Absence not(String name, @Nullable String where, Duration lasting) {
        return new Absence(name, where, lasting);
    }
}
