package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.condition.Expression;
import io.bellbuoy.engine.event.Event;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The condition of a step, over the event at hand and the events that were taken before it. Immutable. */
final class StepCondition {

    /** A field of the last event that was taken under a name. */
    record Reference(int name, int field) {}

    static final StepCondition ALWAYS = new StepCondition(null, 0, List.of(), new int[0]);

    private final @Nullable Expression expression;
    private final int fields;
    private final int[] names;
    private final int[] places;

    /**
     * @param expression the condition; null: it always holds
     * @param fields the number of fields of the event, which have the first slots
     * @param references what the slots behind them stand for
     * @param kept the fields that are kept of taken events, ascending
     */
    StepCondition(@Nullable Expression expression, int fields, List<Reference> references, int[] kept) {
        this.expression = expression;
        this.fields = fields;
        this.names = references.stream().mapToInt(Reference::name).toArray();
        // Negative for a field that no condition reads: its slot is not asked for.
        this.places = references.stream()
                .mapToInt(reference -> Arrays.binarySearch(kept, reference.field()))
                .toArray();
    }

    boolean holds(Event event, @Nullable Link taken) {
        return expression == null || expression.holds(slot -> slot < fields ? event.value(slot) : earlier(slot, taken));
    }

    private @Nullable Object earlier(int slot, @Nullable Link taken) {
        TakenEvent event = taken == null ? null : taken.last(names[slot - fields]);
        return event == null ? null : event.values().get(places[slot - fields]);
    }
}
