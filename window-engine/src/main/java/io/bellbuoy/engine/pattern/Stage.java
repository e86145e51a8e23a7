package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.rule.Times;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A state of the automaton: one step with events, and what must not come behind it.
 *
 * @param firstName the number of its first alternative's name
 * @param alternatives their conditions
 * @param strict whether its events follow the one before directly
 * @param times how often
 * @param optional whether it may be left out
 * @param absent conditions of which none may hold between its last event and the next step, or the end
 */
record Stage(
        int firstName,
        List<StepCondition> alternatives,
        boolean strict,
        Times times,
        boolean optional,
        List<StepCondition> absent) {

    Stage {
        alternatives = List.copyOf(alternatives);
        absent = List.copyOf(absent);
    }

    /** The number of the name under which the step takes an event, or -1. */
    int accept(Event event, @Nullable Link taken) {
        for (int i = 0; i < alternatives.size(); i++) {
            if (alternatives.get(i).holds(event, taken)) {
                return firstName + i;
            }
        }
        return -1;
    }

    /** Whether it may take an event, or be violated by one, whatever was taken before. */
    boolean mayConcern(Event event) {
        return alternatives.stream().anyMatch(condition -> condition.mayHold(event))
                || absent.stream().anyMatch(condition -> condition.mayHold(event));
    }

    boolean violates(Event event, Link taken) {
        for (StepCondition condition : absent) {
            if (condition.holds(event, taken)) {
                return true;
            }
        }
        return false;
    }
}
