package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.CellList;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.stream.fault.FaultPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A local checkpoint: the values of the cells that changed, to be written to the store with the place in the log last. Written
 * on the checkpoint thread; repeating a failed one does no harm.
 *
 * @param state what changed since the checkpoint before
 * @param meta the store's identity and the place in the log
 * @param begunAt when the values were taken
 */
record LocalCheckpoint(TaskState.Checkpoint state, StoreMeta meta, Instant begunAt) {

    /** So many changes are sorted at a time: more would take much memory, fewer would read the same blocks again. */
    private static final int SORTED = 1 << 16;

    /** The key of a changed cell in the store, and where it is in the list of cells. */
    private record Change(byte[] entry, int index) {}

    /** Bytes written, which are on disk when this returns. */
    long writeTo(RocksStore store) {
        long bytes;
        try (StoreBatch batch = StoreBatch.marking(store, meta.position().offset())) {
            writeCells(batch);
            batch.write();
            bytes = batch.bytes();
        }
        FaultPoint.reached(FaultPoint.LOCAL_CELLS_WRITTEN);
        store.put(EntryKeys.META, meta.toBytes());
        FaultPoint.reached(FaultPoint.LOCAL_POSITION_WRITTEN);
        store.flush();
        FaultPoint.reached(FaultPoint.LOCAL_FLUSHED);
        return bytes;
    }

    /** The number of entries it changes. */
    int size() {
        return state.cells().size();
    }

    private void writeCells(StoreBatch batch) {
        StateOutput out = new StateOutput();
        CellList cells = state.cells();
        for (int from = 0; from < cells.size(); from += SORTED) {
            for (Change change : changes(cells, from, Math.min(cells.size(), from + SORTED))) {
                batch.set(change.entry(), encode(cells, change.index(), out));
            }
        }
    }

    /** In the order of the store, so that what is read before each write lies side by side. */
    private static List<Change> changes(CellList cells, int from, int to) {
        List<Change> changes = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            changes.add(new Change(EntryKeys.entry(cells.key(i).key(), cells.cell(i), cells.chunk(i)), i));
        }
        changes.sort((one, other) -> Arrays.compareUnsigned(one.entry(), other.entry()));
        return changes;
    }

    /** What is stored of a cell; null if it was removed. */
    private byte @Nullable [] encode(CellList cells, int index, StateOutput out) {
        Object value = cells.value(index);
        if (value == null) {
            return null;
        }
        CellType<Object> type = state.types().of(cells.cell(index));
        out.clear();
        out.writeFixed(type.wakeAt(cells.chunk(index), value));
        type.write(value, out);
        return out.toByteArray();
    }
}
