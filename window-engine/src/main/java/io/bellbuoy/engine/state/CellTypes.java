package io.bellbuoy.engine.state;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cell kinds of a plan, by number. Filled while the plan is built, read-only afterwards; then several threads may
 * read it. Sorted arrays, since it is asked for every change and a plan has few kinds.
 */
public final class CellTypes {

    private int[] ids = {};
    private CellType<?>[] types = {};

    /**
     * Adds a kind.
     *
     * @throws IllegalStateException if another kind has its number
     */
    public void add(CellType<?> type) {
        CellType<?> other = find(type.id());
        if (other == type) {
            return;
        }
        if (other != null) {
            throw new IllegalStateException("Two definitions of state have the number " + Integer.toHexString(type.id())
                    + ": " + other + " and " + type + ". Rename a rule or feature to tell them apart.");
        }
        int at = -Arrays.binarySearch(ids, type.id()) - 1;
        int[] nextIds = new int[ids.length + 1];
        CellType<?>[] nextTypes = new CellType<?>[ids.length + 1];
        System.arraycopy(ids, 0, nextIds, 0, at);
        System.arraycopy(types, 0, nextTypes, 0, at);
        System.arraycopy(ids, at, nextIds, at + 1, ids.length - at);
        System.arraycopy(types, at, nextTypes, at + 1, ids.length - at);
        nextIds[at] = type.id();
        nextTypes[at] = type;
        ids = nextIds;
        types = nextTypes;
    }

    /** The kind of that number, or null if the plan has none: its rule was removed. */
    public @Nullable CellType<?> find(int id) {
        int at = Arrays.binarySearch(ids, id);
        return at < 0 ? null : types[at];
    }

    /** The kind of that number; for one that the plan does not have, a kind that keeps its values as they are stored. */
    @SuppressWarnings("unchecked")
    public CellType<Object> of(int id) {
        CellType<?> type = find(id);
        return (CellType<Object>) (type == null ? new Leftover(id) : type);
    }

    /** All kinds, by their numbers. */
    public List<CellType<?>> all() {
        return List.of(types);
    }
}
