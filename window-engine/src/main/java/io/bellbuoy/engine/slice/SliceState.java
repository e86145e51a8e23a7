package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.slice.SliceChunk.Slice;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.window.AlignedWindows;
import io.bellbuoy.engine.window.SliceGrid;
import io.bellbuoy.engine.window.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State for aligned windows: one event updates one slice, however many windows overlap it and however many rules read
 * it. A window's totals are those of its slices. Immutable itself; the state is in the cells.
 */
public final class SliceState implements WindowState {

    private final int id;
    private final Columns columns;
    private final SliceGrid grid;
    private final List<AlignedWindows> windows;
    private final long lateness;

    /**
     * @param id the number of the cells
     * @param columns what is aggregated
     * @param windows all windows that are read from this state, at least one
     * @param lateness how long after a window's end events are still taken, in milliseconds
     */
    public SliceState(int id, Columns columns, List<AlignedWindows> windows, long lateness) {
        this.id = id;
        this.columns = columns;
        this.grid = SliceGrid.of(windows);
        this.windows = List.copyOf(windows);
        this.lateness = lateness;
    }

    @Override
    public void add(TaskState state, KeyState key, long time, @Nullable Object[] event, long offset) {
        long slice = grid.sliceOf(time);
        long chunk = SliceChunk.chunkOf(slice);
        int index = SliceChunk.indexOf(slice);
        SliceChunk old = (SliceChunk) key.get(id, chunk);
        Slice before = old == null ? null : old.at(index);
        Slice after = before == null
                ? new Slice(columns.add(null, event), offset, offset)
                : new Slice(columns.add(before.states(), event), Math.min(before.firstOffset(), offset), Math.max(before.lastOffset(), offset));
        state.put(key, id, chunk, (old == null ? SliceChunk.empty() : old).with(index, after));
    }

    /** Adds the totals of a window, whose bounds lie on the grid. */
    public void total(KeyState key, Window window, Totals into) {
        long first = grid.sliceOf(window.start());
        long last = grid.sliceOf(window.end() - 1);
        long lastChunk = SliceChunk.chunkOf(last);
        for (int i = key.seek(id, SliceChunk.chunkOf(first)); key.isOf(id, i) && key.chunkAt(i) <= lastChunk; i++) {
            SliceChunk chunk = (SliceChunk) key.valueAt(i);
            if (chunk != null) {
                long base = key.chunkAt(i) * SliceChunk.SLICES;
                int from = (int) Math.max(first - base, 0);
                int to = (int) Math.min(last - base, SliceChunk.SLICES - 1);
                merge(chunk, from, to, into);
            }
        }
    }

    private static void merge(SliceChunk chunk, int from, int to, Totals into) {
        for (int i = from; i <= to; i++) {
            Slice slice = chunk.at(i);
            if (slice != null) {
                into.merge(slice.states(), slice.firstOffset(), slice.lastOffset());
            }
        }
    }

    /**
     * The start of the first slice that holds events and does not end before an instant, or {@link Long#MAX_VALUE}.
     *
     * @param from an instant on the grid
     */
    public long nextFilled(KeyState key, long from) {
        long first = grid.sliceOf(from);
        for (int i = key.seek(id, SliceChunk.chunkOf(first)); key.isOf(id, i); i++) {
            SliceChunk chunk = (SliceChunk) key.valueAt(i);
            if (chunk != null) {
                long base = key.chunkAt(i) * SliceChunk.SLICES;
                for (int j = (int) Math.max(first - base, 0); j < SliceChunk.SLICES; j++) {
                    if (chunk.at(j) != null) {
                        return grid.startOf(base + j);
                    }
                }
            }
        }
        return Long.MAX_VALUE;
    }

    /** The grid of the slices. */
    public SliceGrid grid() {
        return grid;
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public int id() {
        return id;
    }

    /** A chunk is woken to be removed: when the last window that reads its last event takes no more. */
    @Override
    public long wakeAt(long chunk, Object value) {
        long lastSlice = chunk * SliceChunk.SLICES + ((SliceChunk) value).lastIndex();
        long time = grid.startOf(lastSlice);
        long end = Long.MIN_VALUE;
        for (AlignedWindows window : windows) {
            end = Math.max(end, window.lastEnd(time));
        }
        return end + lateness;
    }

    @Override
    public void write(Object value, StateOutput out) {
        SliceChunk chunk = (SliceChunk) value;
        int present = 0;
        for (int i = 0; i < SliceChunk.SLICES; i++) {
            present |= chunk.at(i) == null ? 0 : 1 << i;
        }
        columns.writeNames(out);
        out.writeUnsigned(present);
        for (int i = 0; i < SliceChunk.SLICES; i++) {
            Slice slice = chunk.at(i);
            if (slice != null) {
                columns.write(slice.states(), out);
                out.writeUnsigned(slice.firstOffset());
                out.writeUnsigned(slice.lastOffset() - slice.firstOffset());
            }
        }
    }

    @Override
    public Object read(StateInput in) {
        Columns.Stored stored = columns.readNames(in);
        int present = (int) in.readUnsigned();
        @Nullable Slice[] slices = new Slice[SliceChunk.SLICES];
        for (int i = 0; i < SliceChunk.SLICES; i++) {
            if ((present >>> i & 1) != 0) {
                @Nullable Object[] states = stored.read(in);
                long first = in.readUnsigned();
                slices[i] = new Slice(states, first, first + in.readUnsigned());
            }
        }
        return new SliceChunk(slices);
    }
}
