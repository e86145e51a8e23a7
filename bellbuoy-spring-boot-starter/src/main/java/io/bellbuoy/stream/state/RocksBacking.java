package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateBacking;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/** Reads a task's store for its heap. Single-threaded: it belongs to its task. */
final class RocksBacking implements StateBacking {

    private static final int WAKE_AT = 8;

    private final RocksStore store;

    RocksBacking(RocksStore store) {
        this.store = store;
    }

    @Override
    public boolean isEmpty() {
        return store.isEmpty();
    }

    @Override
    public void load(KeyState into, CellTypes types) {
        byte[] prefix = EntryKeys.cellsOf(into.key());
        store.scan(prefix, EntryKeys.after(prefix), iterator -> {
            for (; iterator.isValid(); iterator.next()) {
                restore(into, types, iterator);
            }
            return into;
        });
    }

    private static void restore(KeyState into, CellTypes types, RocksIterator iterator) {
        byte[] entry = iterator.key();
        int cell = EntryKeys.cellOf(entry);
        byte[] value = iterator.value();
        Object read = types.of(cell).read(new StateInput(value, WAKE_AT, value.length - WAKE_AT));
        into.restore(cell, EntryKeys.chunkOf(entry), read);
    }

    @Override
    public long due(long after, long upTo, Consumer<StateKey> keys) {
        byte[] from = EntryKeys.firstTimer(after + 1);
        return store.scan(from, EntryKeys.AFTER_TIMERS, iterator -> {
            for (; iterator.isValid(); iterator.next()) {
                byte[] timer = iterator.key();
                long wakeAt = EntryKeys.wakeAtOf(timer);
                if (wakeAt > upTo) {
                    return wakeAt;
                }
                keys.accept(EntryKeys.keyOfTimer(timer));
            }
            return CellType.NEVER;
        });
    }

    /** In the order of space and key as they are stored. */
    @Override
    public List<StateKey> keys(@Nullable StateKey after, int limit) {
        byte[] from = after == null ? EntryKeys.FIRST_ENTRY : EntryKeys.after(EntryKeys.cellsOf(after));
        List<StateKey> keys = new ArrayList<>();
        while (keys.size() < limit) {
            StateKey next = first(from);
            if (next == null) {
                return keys;
            }
            keys.add(next);
            from = EntryKeys.after(EntryKeys.cellsOf(next));
        }
        return keys;
    }

    private @Nullable StateKey first(byte[] from) {
        return store.scan(
                from,
                EntryKeys.AFTER_ENTRIES,
                iterator -> iterator.isValid() ? EntryKeys.keyOfEntry(iterator.key()) : null);
    }
}
