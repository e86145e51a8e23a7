package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * About how much a rule or feature keeps on the heap.
 *
 * @param keys the keys that have a cell of it
 * @param cells its cells, such as slices, sessions and partial matches
 */
public record StateSize(long keys, long cells) {

    /** Nothing. */
    public static final StateSize NONE = new StateSize(0, 0);

    /** So many keys of a task are looked at; if it has more the sizes are estimates. */
    static final int LOOKED_AT = 10_000;

    /** Both together. */
    public StateSize plus(StateSize other) {
        return new StateSize(keys + other.keys, cells + other.cells);
    }

    private StateSize times(double factor) {
        return new StateSize(Math.round(keys * factor), Math.round(cells * factor));
    }

    /** @param owned the kinds of each */
    static Map<String, StateSize> of(Map<String, List<CellType<?>>> owned, TaskState state, int limit) {
        List<KeyState> looked = state.someOnHeap(limit);
        Map<Integer, List<String>> owners = new HashMap<>();
        Map<String, StateSize> sizes = new LinkedHashMap<>();
        owned.forEach((owner, types) -> {
            sizes.put(owner, NONE);
            types.forEach(type ->
                    owners.computeIfAbsent(type.id(), any -> new ArrayList<>()).add(owner));
        });
        for (KeyState key : looked) {
            cells(key, owners).forEach((owner, cells) -> sizes.merge(owner, new StateSize(1, cells), StateSize::plus));
        }
        double factor = looked.isEmpty() ? 1 : (double) state.keyCount() / looked.size();
        sizes.replaceAll((owner, size) -> size.times(factor));
        return sizes;
    }

    private static Map<String, Long> cells(KeyState key, Map<Integer, List<String>> owners) {
        Map<String, Long> cells = new HashMap<>();
        for (int i = 0; i < key.size(); i++) {
            if (key.valueAt(i) != null) {
                owners.getOrDefault(key.cellAt(i), List.of()).forEach(owner -> cells.merge(owner, 1L, Long::sum));
            }
        }
        return cells;
    }
}
