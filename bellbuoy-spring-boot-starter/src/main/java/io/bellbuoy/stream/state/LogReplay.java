package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateKey;
import io.bellbuoy.engine.state.StateOutput;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Applies the log to a store: of each entry the last value of many records, in the order of the store, so that a key that
 * changed often costs one write and neighbours share a read. What was applied is marked for the next remote checkpoint. Nothing
 * of it lasts, and the store's place in the log does not move, before {@link #seal}. Single-threaded.
 */
final class LogReplay {

    private static final int MOST_PENDING = 50_000;
    private static final long MOST_PENDING_BYTES = 16L << 20;

    private final RocksStore store;
    private CellTypes types;
    private final TreeMap<byte[], byte @Nullable []> pending = new TreeMap<>(Arrays::compareUnsigned);
    private final StateOutput out = new StateOutput();

    private LogPosition position;
    private long pendingBytes;
    private long bytes;
    private long records;

    /** @param from where the store is in the log */
    LogReplay(RocksStore store, CellTypes types, LogPosition from) {
        this.store = store;
        this.types = types;
        position = from;
    }

    /** Reads what follows by other kinds of cells. */
    void use(CellTypes next) {
        types = next;
    }

    void apply(List<ConsumerRecord<byte[], byte[]>> polled) {
        polled.forEach(this::apply);
    }

    void apply(ConsumerRecord<byte[], byte[]> logged) {
        LogRecordReader reader = new LogRecordReader(logged.value());
        reader.forEachCell(this::note);
        bytes += logged.serializedValueSize();
        records++;
        if (reader.isLastPart()) {
            position = reader.position(logged.offset() + 1);
        }
        if (pending.size() >= MOST_PENDING || pendingBytes >= MOST_PENDING_BYTES) {
            write(logged.offset() + 1);
        }
    }

    private void note(StateKey key, int cell, long chunk, @Nullable StateInput value) {
        byte[] entry = EntryKeys.entry(key, cell, chunk);
        byte[] stored = value == null ? null : stored(types.of(cell), chunk, value.readRest());
        pending.put(entry, stored);
        pendingBytes += entry.length + (stored == null ? 0 : stored.length);
    }

    private byte[] stored(CellType<Object> type, long chunk, byte[] value) {
        out.clear();
        out.writeFixed(type.wakeAt(chunk, type.read(new StateInput(value))));
        out.writeRaw(value, 0, value.length);
        return out.toByteArray();
    }

    /** Puts what was applied into the store. */
    void write() {
        write(position.offset());
    }

    /** @param changedBelow an offset of the log above all that was applied */
    private void write(long changedBelow) {
        if (pending.isEmpty()) {
            return;
        }
        try (StoreBatch batch = StoreBatch.marking(store, changedBelow)) {
            pending.forEach(batch::set);
            batch.write();
        }
        pending.clear();
        pendingBytes = 0;
    }

    /** Makes what was applied last, and the store one that can be opened at its place. */
    void seal(StoreMeta as) {
        write();
        store.put(EntryKeys.META, as.toBytes());
        store.flush();
    }

    /** What the last complete batch says. */
    LogPosition position() {
        return position;
    }

    long bytes() {
        return bytes;
    }

    long records() {
        return records;
    }
}
