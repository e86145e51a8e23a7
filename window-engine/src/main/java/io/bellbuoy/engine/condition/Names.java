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
    private final Map<String, String> elsewhere = new LinkedHashMap<>();

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

    /**
     * Says what to do about a name that cannot be used here, though it may have a meaning elsewhere.
     *
     * @param name the name, or its qualifier for all names behind it that are unlike those known
     * @param advice a sentence for the message that refuses it
     */
    public void elsewhere(String name, String advice) {
        elsewhere.put(name, advice);
    }

    /** What to do about an unknown name, by itself; null if there is nothing to say. */
    @Nullable
    String advice(String name) {
        return elsewhere.get(name);
    }

    /** What to do about an unknown name, by its qualifier; null if there is nothing to say. */
    @Nullable
    String adviceOfQualifier(String name) {
        return elsewhere.get(name.substring(0, Math.max(0, name.indexOf('.'))));
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
