package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.window.AlignedWindows;
import io.bellbuoy.engine.window.Window;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The totals of the windows of one key that contain one instant. Running totals from the instant's slice backwards are made
 * once; then each window needs one of them, and what few slices lie after the instant: the two stacks of sliding-window
 * aggregation (Tangwongsan, Hirzel, Schneider, "Low-latency sliding-window aggregation in worst-case constant time", 2017),
 * meeting at the instant. Reused from event to event; single-threaded.
 */
final class OverlappingWindows {

    private final SliceState state;
    private final AlignedWindows windows;
    /** The positions of the columns that are added up. */
    private final int[] some;

    /** Row k: the totals of the newest k + 1 slices that hold events, up to that of the instant. */
    private StateRows running;
    /** The starts of those slices, newest first. */
    private long[] starts = new long[16];

    private int size;
    /** How many of the running totals' slices lie in the window asked for last. */
    private int held;

    private @Nullable KeyState key;
    /** The first slice that is in the running totals, or would be if it held events. */
    private long reached;
    /** The end of the instant's slice. */
    private long middle;
    /** The start of the first slice with events after the middle, or {@link Long#MAX_VALUE}. */
    private long after;

    OverlappingWindows(SliceState state, AlignedWindows windows, int[] some) {
        this.state = state;
        this.some = some;
        this.windows = windows;
        this.running = new StateRows(starts.length, state.columns().size());
    }

    /**
     * Turns to the windows of a key that contain an instant, as its state is now. Asked for in the order of their ends, all of
     * them cost one walk, which goes back as far as the first that is asked for.
     */
    void of(KeyState of, long time) {
        key = of;
        size = 0;
        held = 0;
        long slice = state.grid().sliceOf(time);
        reached = slice + 1;
        middle = state.grid().endOf(slice);
        after = state.nextFilled(of, middle);
    }

    /** Goes on with the running totals, as far back as a slice. */
    private void reach(long first) {
        if (first >= reached) {
            return;
        }
        KeyState of = requireKey();
        long last = reached - 1;
        long firstChunk = SliceChunk.chunkOf(first);
        long lastChunk = SliceChunk.chunkOf(last);
        int position = of.seek(state.id(), lastChunk);
        if (!of.isOf(state.id(), position) || of.chunkAt(position) > lastChunk) {
            position--;
        }
        for (; of.isOf(state.id(), position) && of.chunkAt(position) >= firstChunk; position--) {
            SliceChunk chunk = (SliceChunk) of.valueAt(position);
            if (chunk != null) {
                addSlices(chunk, of.chunkAt(position) * SliceChunk.SLICES, first, last);
            }
        }
        reached = first;
    }

    private void addSlices(SliceChunk chunk, long base, long first, long last) {
        int lowest = (int) Math.max(first - base, 0);
        int index = chunk.lastHeld((int) Math.min(last - base, SliceChunk.SLICES - 1));
        while (index >= lowest) {
            addSlice(chunk, index, base);
            index = index == 0 ? -1 : chunk.lastHeld(index - 1);
        }
    }

    private void addSlice(SliceChunk chunk, int index, long base) {
        if (size == starts.length) {
            grow();
        }
        Columns columns = state.columns();
        running.clear(size);
        if (size > 0) {
            columns.mergeInto(running, size, running, size - 1, some);
        }
        chunk.mergeInto(columns, running, size, index, some);
        starts[size++] = state.grid().startOf(base + index);
    }

    private void grow() {
        StateRows more = new StateRows(2 * size, state.columns().size());
        for (int row = 0; row < size; row++) {
            state.columns().mergeInto(more, row, running, row, some);
        }
        running = more;
        starts = Arrays.copyOf(starts, 2 * size);
    }

    private KeyState requireKey() {
        return Objects.requireNonNull(key, "key");
    }

    private int held(long end) {
        long start = windows.startOf(end);
        reach(state.grid().sliceOf(start));
        while (held > 0 && starts[held - 1] < start) {
            held--;
        }
        while (held < size && starts[held] >= start) {
            held++;
        }
        return held;
    }

    /** Adds the totals of the window of an end, one of those that contain the instant. */
    void total(long end, Totals into) {
        if (held(end) > 0) {
            into.merge(running, held - 1);
        }
        if (after < end) {
            state.total(requireKey(), new Window(middle, end), into);
        }
    }

    /**
     * The last end of the windows that hold the same slices with events as the one of an end and follow it without a gap;
     * it may be far behind the last that contains the instant.
     */
    long lastEndOfSameContent(long end) {
        long oldest = held(end) > 0 ? starts[held - 1] : after;
        long last = oldest < end ? windows.lastEnd(oldest) : Long.MAX_VALUE;
        if (after != Long.MAX_VALUE) {
            long entering = after < end ? state.nextFilled(requireKey(), end) : after;
            // A slice enters with the first window that ends after its start.
            last = entering == Long.MAX_VALUE ? last : Math.min(last, windows.endUpTo(entering));
        }
        return Math.max(end, last);
    }
}
