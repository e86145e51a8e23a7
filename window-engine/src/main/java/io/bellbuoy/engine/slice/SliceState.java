package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.aggregate.AggregateCall;
import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.window.AlignedWindows;
import io.bellbuoy.engine.window.SliceGrid;
import io.bellbuoy.engine.window.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * State for aligned windows: one event updates one slice, however many windows overlap it and however many rules read
 * it. A window's totals are those of its slices. Immutable itself; the state is in the cells.
 */
public final class SliceState extends WindowState {

    private final SliceGrid grid;
    private final AlignedWindows[] windows;
    private final long lateness;

    /**
     * @param id the number of the cells
     * @param columns what is aggregated
     * @param windows all windows that are read from this state, at least one
     * @param lateness how long after a window's end events are still taken, in milliseconds
     */
    public SliceState(int id, Columns columns, List<AlignedWindows> windows, long lateness) {
        super(id, columns);
        this.grid = SliceGrid.of(windows);
        this.windows = windows.toArray(AlignedWindows[]::new);
        this.lateness = lateness;
    }

    @Override
    public void add(TaskState state, KeyState key, long time, @Nullable Object[] event, long offset) {
        long slice = grid.sliceOf(time);
        long chunk = SliceChunk.chunkOf(slice);
        SliceChunk before = (SliceChunk) key.get(id, chunk);
        state.put(key, id, chunk, SliceChunk.add(before, columns, SliceChunk.indexOf(slice), event, time, offset));
    }

    /** Adds the totals of a window, whose bounds lie on the grid. */
    public void total(KeyState key, Window window, Totals into) {
        long first = grid.sliceOf(window.start());
        long last = grid.lastBefore(window.end());
        long lastChunk = SliceChunk.chunkOf(last);
        for (int i = key.seek(id, SliceChunk.chunkOf(first)); key.isOf(id, i) && key.chunkAt(i) <= lastChunk; i++) {
            SliceChunk chunk = (SliceChunk) key.valueAt(i);
            if (chunk != null) {
                long base = key.chunkAt(i) * SliceChunk.SLICES;
                int from = (int) Math.max(first - base, 0);
                int to = (int) Math.min(last - base, SliceChunk.SLICES - 1);
                chunk.total(from, to, into);
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
                int held = chunk.firstHeld((int) Math.max(first - base, 0));
                if (held < SliceChunk.SLICES) {
                    return grid.startOf(base + held);
                }
            }
        }
        return Long.MAX_VALUE;
    }

    /**
     * For the totals of overlapping windows, one event after another.
     *
     * @param some the positions of the columns that are added up
     */
    OverlappingWindows overlapping(AlignedWindows of, int[] some) {
        return new OverlappingWindows(this, of, some);
    }

    /** As {@link #overlapping}, kept for those who ask for the same. */
    public WindowContents contents(AlignedWindows of) {
        return new WindowContents(this, of);
    }

    /**
     * For what an aggregate does not exceed in any window around an instant.
     *
     * @param columns where its columns are
     */
    public Ceiling ceiling(AlignedWindows of, AggregateCall call, int[] columns) {
        return new Ceiling(this, of, call, columns);
    }

    /** The grid of the slices. */
    public SliceGrid grid() {
        return grid;
    }

    /** A chunk is woken to be removed: when the last window that reads its last event takes no more. */
    @Override
    public long wakeAt(long chunk, Object value) {
        long lastSlice = chunk * SliceChunk.SLICES + ((SliceChunk) value).lastHeld();
        long time = grid.startOf(lastSlice);
        long end = Long.MIN_VALUE;
        for (AlignedWindows window : windows) {
            end = Math.max(end, window.lastEnd(time));
        }
        return end + lateness;
    }

    /** The windows in an order that does not depend on that of the rules. */
    @Override
    int kept() {
        String sorted = Arrays.stream(windows)
                .map(AlignedWindows::toString)
                .sorted()
                .toList()
                .toString();
        return AlertIds.number("kept", sorted, Long.toString(lateness));
    }

    @Override
    public CellType<Object> without(Set<Integer> parts) {
        return new SliceState(id, columns.without(parts), List.of(windows), lateness);
    }

    @Override
    public void write(Object value, StateOutput out) {
        ((SliceChunk) value).write(columns, out);
    }

    @Override
    public Object read(StateInput in) {
        return SliceChunk.read(columns, in);
    }
}
