package io.bellbuoy.engine.state;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** A backing of bytes, as a store on disk would be. */
final class StoringBacking implements StateBacking {

    private record Address(int cell, long chunk) {}

    private final CellTypes types;
    private final Map<StateKey, Map<Address, byte[]>> stored = new HashMap<>();

    StoringBacking(CellTypes types) {
        this.types = types;
    }

    /** Stores what a checkpoint holds. */
    void store(TaskState.Checkpoint checkpoint) {
        checkpoint.cells().forEach((key, cell, chunk, value) -> {
            Map<Address, byte[]> cells = stored.computeIfAbsent(key.key(), any -> new HashMap<>());
            if (value == null) {
                cells.remove(new Address(cell, chunk));
            } else {
                StateOutput out = new StateOutput();
                types.require(cell).write(value, out);
                cells.put(new Address(cell, chunk), out.toByteArray());
            }
        });
        stored.values().removeIf(Map::isEmpty);
    }

    int cells() {
        return stored.values().stream().mapToInt(Map::size).sum();
    }

    @Override
    public void load(KeyState into) {
        stored.getOrDefault(into.key(), Map.of())
                .forEach((address, bytes) -> into.restore(address.cell(), address.chunk(), read(address, bytes)));
    }

    private Object read(Address address, byte[] bytes) {
        return Objects.requireNonNull(types.require(address.cell()).read(new StateInput(bytes)));
    }

    @Override
    public long due(long after, long upTo, Consumer<StateKey> keys) {
        long[] next = {CellType.NEVER};
        stored.forEach((key, cells) -> cells.forEach((address, bytes) -> {
            long wakeAt = types.require(address.cell()).wakeAt(address.chunk(), read(address, bytes));
            if (wakeAt > upTo) {
                next[0] = Math.min(next[0], wakeAt);
            } else if (wakeAt > after) {
                keys.accept(key);
            }
        }));
        return next[0];
    }
}
