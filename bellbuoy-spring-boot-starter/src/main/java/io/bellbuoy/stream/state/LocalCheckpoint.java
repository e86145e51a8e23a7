package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.CellList;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.stream.fault.FaultPoint;
import java.time.Instant;

/**
 * A local checkpoint: the values of the cells that changed, to be written to the store with the place in the log last. Written
 * on the checkpoint thread; repeating a failed one does no harm.
 *
 * @param state what changed since the checkpoint before
 * @param meta the store's identity and the place in the log
 * @param begunAt when the values were taken
 */
record LocalCheckpoint(TaskState.Checkpoint state, StoreMeta meta, Instant begunAt) {

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
        cells.forEach((key, cell, chunk, value) -> {
            byte[] entry = EntryKeys.entry(key.key(), cell, chunk);
            batch.set(entry, value == null ? null : encode(state.types().of(cell), chunk, value, out));
        });
    }

    private static byte[] encode(CellType<Object> type, long chunk, Object value, StateOutput out) {
        out.clear();
        out.writeFixed(type.wakeAt(chunk, value));
        type.write(value, out);
        return out.toByteArray();
    }
}
