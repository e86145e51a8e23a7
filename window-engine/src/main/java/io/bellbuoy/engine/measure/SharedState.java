package io.bellbuoy.engine.measure;

import io.bellbuoy.engine.condition.Bindings;
import io.bellbuoy.engine.condition.Expression;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.slice.WindowState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windowed state that measures of the same stream, key, filter, evaluation and lateness share. Immutable.
 *
 * @param index its position among all shared states of the plan
 * @param name the first rule or feature that reads it, for messages
 * @param by the key
 * @param where the filter; null: every event counts
 * @param inputs the expressions that columns aggregate
 * @param state where events are counted
 * @param evaluate when an event is counted
 */
public record SharedState(
        int index,
        String name,
        KeyBy by,
        @Nullable Expression where,
        List<Expression> inputs,
        WindowState state,
        Evaluate evaluate) {

    /** Whether an event passes the filter. */
    public boolean accepts(Bindings event) {
        return where == null || where.holds(event);
    }

    /** The values of an event that are aggregated. */
    public @Nullable Object[] read(Bindings event) {
        @Nullable Object[] values = new Object[inputs.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = inputs.get(i).evaluate(event);
        }
        return values;
    }

    /** The key of an event, or null if it lacks a field of it. */
    public @Nullable String keyOf(Event event) {
        return by.of(event);
    }
}
