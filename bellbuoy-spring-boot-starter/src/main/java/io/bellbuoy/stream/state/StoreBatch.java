package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.CellType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Writes entries of a store in batches of bounded size. Keeps the timer of each entry in step with its value: the timer of the
 * value before is removed. Single-threaded.
 */
final class StoreBatch implements AutoCloseable {

    private static final long MAX_BYTES = 1 << 20;
    private static final int HASHES = 1 << 23;
    private static final byte[] EMPTY = new byte[0];

    private final RocksStore store;
    /** The value of the markers of entries that are to be copied to the checkpoint topic; null: they are not. */
    private final byte @Nullable [] mark;

    private final WriteBatch batch;
    /** Wake times that this batch sets, which the store does not know yet. */
    private final Map<ByteBuffer, Long> wakeTimes = new HashMap<>();
    /**
     * Hashes of all entries set so far, if the store held none before; else null. An entry whose hash is missing is not in the
     * store, which saves a read: a first checkpoint and a restore have as many entries as the state has.
     */
    private final @Nullable BitSet hashes;

    private long bytes;
    private long entries;

    private StoreBatch(RocksStore store, byte @Nullable [] mark) {
        this.store = store;
        this.mark = mark;
        this.hashes = store.isEmpty() ? new BitSet(HASHES) : null;
        this.batch = new WriteBatch();
    }

    /**
     * Writes changes that are to be copied to the checkpoint topic.
     *
     * @param changedBelow an offset of the log above all of these changes
     */
    static StoreBatch marking(RocksStore store, long changedBelow) {
        return new StoreBatch(store, EntryKeys.mark(changedBelow));
    }

    /** Writes what is in the checkpoint topic. */
    static StoreBatch copying(RocksStore store) {
        return new StoreBatch(store, null);
    }

    /** @param value wake time and value; null removes the entry */
    void set(byte[] entry, byte @Nullable [] value) {
        try {
            long wakeAt =
                    value == null ? CellType.NEVER : ByteBuffer.wrap(value).getLong();
            moveTimer(entry, wakeAt);
            if (value == null) {
                batch.delete(entry);
            } else {
                batch.put(entry, value);
                bytes += value.length;
            }
            if (mark != null) {
                batch.put(EntryKeys.marker(entry), mark);
            }
        } catch (RocksDBException cause) {
            throw new StateStoreException("A batch of writes cannot be built.", false, cause);
        }
        entries++;
        bytes += entry.length;
        if (batch.getDataSize() >= MAX_BYTES) {
            write();
        }
    }

    private void moveTimer(byte[] entry, long wakeAt) throws RocksDBException {
        Long pending = wakeTimes.put(ByteBuffer.wrap(entry), wakeAt);
        long before = pending != null ? pending : isSurelyNew(entry) ? CellType.NEVER : store.wakeAtOf(entry);
        if (before == wakeAt) {
            return;
        }
        if (before != CellType.NEVER) {
            batch.delete(EntryKeys.timer(before, entry));
        }
        if (wakeAt != CellType.NEVER) {
            batch.put(EntryKeys.timer(wakeAt, entry), EMPTY);
        }
    }

    private boolean isSurelyNew(byte[] entry) {
        if (hashes == null) {
            return false;
        }
        int hash = Arrays.hashCode(entry) & HASHES - 1;
        boolean isNew = !hashes.get(hash);
        hashes.set(hash);
        return isNew;
    }

    /** Writes what is left. */
    void write() {
        store.write(batch);
        batch.clear();
        wakeTimes.clear();
    }

    /** Bytes of keys and values of all entries so far. */
    long bytes() {
        return bytes;
    }

    /** The number of all entries so far. */
    long entries() {
        return entries;
    }

    @Override
    public void close() {
        batch.close();
    }
}
