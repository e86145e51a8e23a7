package io.bellbuoy.engine.state;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A backing of bytes, as a store on disk would be. */
final class StoringBacking implements StateBacking {

    private record Address(int cell, long chunk) {}

    private static final Comparator<StateKey> ORDER =
            Comparator.comparingInt(StateKey::space).thenComparing(StateKey::key);

    private final CellTypes types;
    private final Map<StateKey, Map<Address, byte[]>> stored = new HashMap<>();

    private int asked;

    StoringBacking(CellTypes types) {
        this.types = types;
    }

    /** Stores what a checkpoint holds. */
    void store(TaskState.Checkpoint checkpoint) {
        CellList changed = checkpoint.cells();
        for (int i = 0; i < changed.size(); i++) {
            Map<Address, byte[]> cells = stored.computeIfAbsent(changed.key(i).key(), any -> new HashMap<>());
            Address address = new Address(changed.cell(i), changed.chunk(i));
            Object value = changed.value(i);
            if (value == null) {
                cells.remove(address);
            } else {
                StateOutput out = new StateOutput();
                checkpoint.types().of(changed.cell(i)).write(value, out);
                cells.put(address, out.toByteArray());
            }
        }
        stored.values().removeIf(Map::isEmpty);
    }

    /** How often it was asked for a key or for timers. */
    int asked() {
        return asked;
    }

    int cells() {
        return stored.values().stream().mapToInt(Map::size).sum();
    }

    @Override
    public boolean isEmpty() {
        return stored.isEmpty();
    }

    @Override
    public void load(KeyState into, CellTypes types) {
        asked++;
        stored.getOrDefault(into.key(), Map.of())
                .forEach(
                        (address, bytes) -> into.restore(address.cell(), address.chunk(), read(types, address, bytes)));
    }

    @Override
    public List<StateKey> keys(@Nullable StateKey after, int limit) {
        return stored.keySet().stream()
                .sorted(ORDER)
                .filter(key -> after == null || ORDER.compare(key, after) > 0)
                .limit(limit)
                .toList();
    }

    private static Object read(CellTypes types, Address address, byte[] bytes) {
        return Objects.requireNonNull(types.of(address.cell()).read(new StateInput(bytes)));
    }

    @Override
    public long due(long after, long upTo, Consumer<StateKey> keys) {
        asked++;
        long[] next = {CellType.NEVER};
        stored.forEach((key, cells) -> cells.forEach((address, bytes) -> {
            long wakeAt = types.of(address.cell()).wakeAt(address.chunk(), read(types, address, bytes));
            if (wakeAt > upTo) {
                next[0] = Math.min(next[0], wakeAt);
            } else if (wakeAt > after) {
                keys.accept(key);
            }
        }));
        return next[0];
    }
}
