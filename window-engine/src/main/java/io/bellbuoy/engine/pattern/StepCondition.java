package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.condition.EvaluationException;
import io.bellbuoy.engine.condition.Expression;
import io.bellbuoy.engine.event.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event of a step is, by its stream and a condition over it and the events taken before it. Immutable. */
final class StepCondition {

    private final String name;
    private final String stream;
    private final @Nullable Expression expression;
    private final int fields;
    private final Reference[] references;
    private final int[] places;

    /**
     * @param name the name of the step or alternative
     * @param stream the stream of its events
     * @param expression the condition; null: it always holds
     * @param names what its slots stand for
     */
    StepCondition(String name, String stream, @Nullable Expression expression, EarlierNames names, KeptFields kept) {
        this.name = name;
        this.stream = stream;
        this.expression = expression;
        this.fields = names.fields();
        List<Reference> all = names.references();
        this.references = all.toArray(Reference[]::new);
        this.places = all.stream().mapToInt(kept::placeOf).toArray();
    }

    /** @throws EvaluationException if the condition fails; the message names the step */
    boolean holds(Event event, @Nullable Link taken) {
        if (!event.stream().equals(stream)) {
            return false;
        }
        if (expression == null) {
            return true;
        }
        try {
            return expression.holds(slot -> slot < fields ? event.value(slot) : earlier(slot - fields, taken));
        } catch (EvaluationException e) {
            throw new EvaluationException("step '" + name + "', where: " + e.getMessage());
        }
    }

    private @Nullable Object earlier(int reference, @Nullable Link taken) {
        return references[reference].of(taken, places[reference]);
    }

    /** Whether it may hold for an event, whatever was taken before. */
    boolean mayHold(Event event) {
        if (!event.stream().equals(stream)) {
            return false;
        }
        return expression == null || expression.slots().stream().anyMatch(slot -> slot >= fields) || holds(event, null);
    }
}
