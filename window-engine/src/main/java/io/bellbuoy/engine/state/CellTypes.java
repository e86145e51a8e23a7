package io.bellbuoy.engine.state;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The cell kinds of a plan, by number. Filled while the plan is built, read-only afterwards. */
public final class CellTypes {

    private final Map<Integer, CellType<?>> types = new HashMap<>();

    /**
     * Adds a kind.
     *
     * @throws IllegalStateException if another kind has its number
     */
    public void add(CellType<?> type) {
        CellType<?> other = types.putIfAbsent(type.id(), type);
        if (other != null && other != type) {
            throw new IllegalStateException("Two definitions of state have the number " + Integer.toHexString(type.id())
                    + ": " + other + " and " + type + ". Rename a rule or feature to tell them apart.");
        }
    }

    /** The kind of that number, or null if the plan has none: its rule was removed. */
    public @Nullable CellType<?> find(int id) {
        return types.get(id);
    }

    /** The kind of that number. */
    @SuppressWarnings("unchecked")
    CellType<Object> require(int id) {
        CellType<?> type = types.get(id);
        if (type == null) {
            throw new IllegalStateException("No kind of state has the number " + Integer.toHexString(id) + ".");
        }
        return (CellType<Object>) type;
    }
}
