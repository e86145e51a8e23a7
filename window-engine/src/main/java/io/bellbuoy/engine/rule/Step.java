package io.bellbuoy.engine.rule;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One step of a pattern. */
public sealed interface Step permits Step.Occurrence, Step.Absence {

    /** What may lie between an event of a step and the event that was taken before it. */
    enum Contiguity {
        /** Any events that the pattern cannot take at that point: they are skipped. */
        RELAXED,
        /** Nothing: the very next event of the key must match. */
        STRICT
    }

    /** The names of its events: one, or one for each alternative. */
    List<String> names();

    /** The step for people; {@code stream} is that of events that name none. */
    String text(String stream);

    /**
     * A name for events under a condition.
     *
     * @param name a lowerCamelCase identifier, unique in the pattern
     * @param stream the stream of its events; null: that of the rule
     * @param where a condition over the event's fields and those of events that earlier steps took; null: every event
     */
    record Alternative(
            String name, @Nullable String stream, @Nullable String where) {

        public Alternative {
            Objects.requireNonNull(name, "name");
        }

        /** A name for events of the rule's stream. */
        public Alternative(String name, @Nullable String where) {
            this(name, null, where);
        }

        String text(String ruleStream) {
            return name + " (" + (stream == null ? ruleStream : stream) + (where == null ? "" : ": " + where) + ")";
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

        @Override
        public List<String> names() {
            return alternatives.stream().map(Alternative::name).toList();
        }

        @Override
        public String text(String stream) {
            String events = alternatives.stream().map(one -> one.text(stream)).collect(Collectors.joining(" or "));
            return (optional ? "optional " : "")
                    + (contiguity == Contiguity.STRICT ? "strict " : "")
                    + (times.equals(Times.ONCE) ? "" : times + " times ")
                    + events;
        }
    }

    /**
     * Events that must not come: between the events taken before and after it, or, as the last step, for some time
     * after the last event taken, {@code [t, t + lasting)}.
     *
     * @param event its name and what it is
     * @param lasting for how long, {@code for} in YAML; as the last step only, and required there
     */
    record Absence(Alternative event, @Nullable Duration lasting) implements Step {

        public Absence {
            Objects.requireNonNull(event, "event");
        }

        @Override
        public List<String> names() {
            return List.of(event.name());
        }

        @Override
        public String text(String stream) {
            return "not " + event.text(stream) + (lasting == null ? "" : " for " + lasting);
        }
    }

    /** One event under a condition, others before it skipped. */
    static Occurrence of(String name, @Nullable String where) {
        return anyOf(new Alternative(name, where));
    }

    /** One event of a stream under a condition, others before it skipped. */
    static Occurrence of(String name, String stream, @Nullable String where) {
        return anyOf(new Alternative(name, stream, where));
    }

    /** One event under any of several conditions, others before it skipped. */
    static Occurrence anyOf(Alternative... alternatives) {
        return new Occurrence(List.of(alternatives), Contiguity.RELAXED, Times.ONCE, false);
    }

    /** No such event between the steps before and after. */
    static Absence not(String name, @Nullable String where) {
        return new Absence(new Alternative(name, where), null);
    }

    /** No such event for some time after the last one taken. */
    static Absence not(String name, @Nullable String where, Duration lasting) {
        return new Absence(new Alternative(name, where), lasting);
    }
}
