package io.bellbuoy.engine.condition;

import io.bellbuoy.engine.event.FieldType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names that an expression may use, each with its type and the slot that holds its value at run time.
 * A name may be qualified once ({@code features.mean30d}). Names are added while a plan is built, by one thread.
 */
public final class Names {

    /** A name's place. */
    public record Slot(int index, FieldType type) {}

    private final Map<String, Slot> slots = new LinkedHashMap<>();

    /**
     * Adds a name in the next slot.
     *
     * @return the slot's index, counted from 0 in the order of addition
     * @throws IllegalArgumentException if the name has a meaning already
     */
    public int add(String name, FieldType type) {
        if (slots.containsKey(name)) {
            throw new IllegalArgumentException("'" + name + "' has two meanings; rename one of them.");
        }
        int index = slots.size();
        slots.put(name, new Slot(index, type));
        return index;
    }

    /** The slot of a name, or null if it has none. */
    public @Nullable Slot find(String name) {
        return slots.get(name);
    }

    /** All names with their slots, in the order of addition. */
    public Map<String, Slot> all() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(slots));
    }
}
