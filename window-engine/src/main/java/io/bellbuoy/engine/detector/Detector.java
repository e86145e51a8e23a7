package io.bellbuoy.engine.detector;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A detector written in Java: a function of an event and the state of its record key. It has the guarantees of a rule:
 * its state is part of the transaction, its alerts are deterministic, and an exception makes the event a dead letter.
 * Must be pure: no clock, no random numbers, no I/O, no fields that change.
 *
 * @param <S> the type of its state; values are immutable
 */
public interface Detector<S> {

    /** Its name; unique among rules and detectors. The alert carries it as the rule. */
    String name();

    /** The stream it watches. */
    String stream();

    /** A version that changes when its results would: part of each alert's identity. */
    String version();

    /** How long its state of a key is kept after the event that last changed it, in event time. */
    Duration timeToLive();

    /**
     * Looks at an event.
     *
     * @param event the event; read its fields by their position in the schema
     * @param schema the schema of the stream
     * @param state the state of the event's key; null if there is none
     */
    Finding<S> detect(Event event, Schema schema, @Nullable S state);

    /** Writes a state in its binary form. */
    void write(S state, StateOutput out);

    /** Reads what {@link #write} wrote. */
    S read(StateInput in);

    /**
     * What a detector concludes.
     *
     * @param state the state from now on; null: none
     * @param alerts the alerts, usually none
     */
    record Finding<S>(@Nullable S state, List<Raised> alerts) {

        /** A new state and no alert. */
        public static <S> Finding<S> none(@Nullable S state) {
            return new Finding<>(state, List.of());
        }

        /** A new state and one alert. */
        public static <S> Finding<S> alert(@Nullable S state, Raised alert) {
            return new Finding<>(state, List.of(alert));
        }
    }

    /**
     * An alert of a detector.
     *
     * @param severity how grave it is
     * @param message the text for people
     * @param values the evidence: decimals, text, truth values, instants, or null
     * @param condition what was decided, in words or as an expression
     */
    record Raised(Severity severity, String message, Map<String, @Nullable Object> values, String condition) {}
}
