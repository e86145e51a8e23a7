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
import org.rocksdb.RocksIterator;

/**
 * Reads a task's store for its heap. Entries of a kind that the plan does not have any more (its rule was removed) are passed
 * over and remembered, for the next checkpoint to remove them. Single-threaded: it belongs to its task.
 */
final class RocksBacking implements StateBacking {

    private static final int WAKE_AT = 8;

    private final RocksStore store;
    private final CellTypes types;
    private List<byte[]> orphans = new ArrayList<>();

    RocksBacking(RocksStore store, CellTypes types) {
        this.store = store;
        this.types = types;
    }

    @Override
    public void load(KeyState into) {
        if (store.isEmpty()) {
            return;
        }
        byte[] prefix = EntryKeys.cellsOf(into.key());
        store.scan(prefix, EntryKeys.after(prefix), iterator -> {
            for (; iterator.isValid(); iterator.next()) {
                restore(into, iterator);
            }
            return into;
        });
    }

    private void restore(KeyState into, RocksIterator iterator) {
        byte[] entry = iterator.key();
        int cell = EntryKeys.cellOf(entry);
        CellType<?> type = types.find(cell);
        if (type == null) {
            orphans.add(entry);
            return;
        }
        byte[] value = iterator.value();
        Object read = type.read(new StateInput(value, WAKE_AT, value.length - WAKE_AT));
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

    /** Remembers an entry of an unknown kind that the log mentions. */
    void addOrphan(StateKey key, int cell, long chunk) {
        orphans.add(EntryKeys.entry(key, cell, chunk));
    }

    boolean hasOrphans() {
        return !orphans.isEmpty();
    }

    /** Hands over the entries to remove. */
    List<byte[]> takeOrphans() {
        List<byte[]> taken = orphans;
        orphans = new ArrayList<>();
        return taken;
    }
}
