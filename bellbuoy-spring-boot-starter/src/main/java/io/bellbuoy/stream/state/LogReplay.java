package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateKey;
import io.bellbuoy.engine.state.TaskState;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Applies the log to a task's state. Where more changes than the heap should hold, they are put into the store on the way.
 * Single-threaded.
 */
final class LogReplay {

    private static final int LEAST_DIRTY = 10_000;

    private final OpenStore open;
    private final CellTypes types;
    private final TaskState state;
    private final Clock clock;
    private final int mostDirty;

    private LogPosition position;
    private long bytes;
    private long records;

    LogReplay(OpenStore open, CellTypes types, TaskState state, int capacity, Clock clock) {
        this.open = open;
        this.types = types;
        this.state = state;
        this.clock = clock;
        mostDirty = Math.max(LEAST_DIRTY, capacity);
        position = open.meta().position();
    }

    void apply(List<ConsumerRecord<byte[], byte[]>> polled) {
        polled.forEach(this::apply);
    }

    private void apply(ConsumerRecord<byte[], byte[]> logged) {
        LogRecordReader reader = new LogRecordReader(logged.value());
        reader.forEachCell(this::replay);
        bytes += logged.serializedValueSize();
        records++;
        if (reader.isLastPart()) {
            position = reader.position(logged.offset() + 1);
            spill();
        }
    }

    private void replay(StateKey key, int cell, long chunk, @Nullable StateInput value) {
        state.replay(key, cell, chunk, value == null ? null : types.of(cell).read(value));
    }

    private void spill() {
        if (state.dirtyCount() < mostDirty || !state.isOverCapacity()) {
            return;
        }
        LocalCheckpoint checkpoint =
                new LocalCheckpoint(state.beginCheckpoint(), open.meta().at(position), clock.instant());
        checkpoint.writeTo(open.rocks());
        state.checkpointStored(checkpoint.state());
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
