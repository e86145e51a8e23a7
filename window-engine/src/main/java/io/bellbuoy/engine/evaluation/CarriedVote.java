package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.scorecard.Vote;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a rule or detector of an earlier stage concluded on the event at hand, which brought it along. */
final class CarriedVote implements Vote {

    private final int held;
    private final int values;
    private @Nullable Event event;

    /**
     * @param held the position of the field that says whether it held
     * @param values the position of the field with the values it was asked with
     */
    CarriedVote(int held, int values) {
        this.held = held;
        this.values = values;
    }

    void begin(Event current) {
        event = current;
    }

    @Override
    public boolean holds() {
        return Boolean.TRUE.equals(current().value(held));
    }

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> values() {
        Object brought = current().value(values);
        return brought == null ? Map.of() : (Map<String, @Nullable Object>) brought;
    }

    private Event current() {
        return Objects.requireNonNull(event, "no event has come");
    }
}
