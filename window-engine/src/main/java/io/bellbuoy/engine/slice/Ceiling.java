package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.aggregate.AggregateCall;
import io.bellbuoy.engine.aggregate.ColumnStates;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.window.AlignedWindows;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregate does not exceed in any of the windows around an instant, in one walk over their slices: a window holds
 * some of these, so its sum is no more than the sum of theirs, its mean no more than the largest of theirs. Most keys are far
 * below every bound, and so need no look at each window. Reused from event to event; single-threaded.
 */
public final class Ceiling implements ColumnStates {

    private final SliceState state;
    private final AlignedWindows windows;
    private final AggregateCall call;
    private final int[] columns;

    // The slice that is looked at.
    private @Nullable SliceChunk chunk;
    private int row;

    Ceiling(SliceState state, AlignedWindows windows, AggregateCall call, int[] columns) {
        this.state = state;
        this.windows = windows;
        this.call = call;
        this.columns = columns.clone();
    }

    /**
     * The ceiling of the windows of a key that contain an instant.
     *
     * @return not too small by more than one in 10^9; positive infinity if it is not known
     */
    public double of(KeyState key, long time) {
        long first = state.grid().sliceOf(windows.firstStart(time));
        long last = state.grid().lastBefore(windows.lastEnd(time));
        double ceiling = AggregateCall.FLOOR;
        for (int i = key.seek(state.id(), SliceChunk.chunkOf(first));
                key.isOf(state.id(), i) && key.chunkAt(i) * SliceChunk.SLICES <= last;
                i++) {
            SliceChunk at = (SliceChunk) key.valueAt(i);
            if (at != null) {
                long base = key.chunkAt(i) * SliceChunk.SLICES;
                int end = at.endRow((int) Math.min(last - base, SliceChunk.SLICES - 1));
                ceiling = over(at, at.firstRow((int) Math.max(first - base, 0)), end, ceiling);
            }
        }
        chunk = null;
        return ceiling;
    }

    private double over(SliceChunk slices, int from, int to, double soFar) {
        double ceiling = soFar;
        chunk = slices;
        for (row = from; row < to; row++) {
            ceiling = call.ceiling(ceiling, this, columns);
        }
        return ceiling;
    }

    @Override
    public @Nullable Object state(int column) {
        return state.columns().get(Objects.requireNonNull(chunk), row, column);
    }

    @Override
    public double number(int column) {
        return Objects.requireNonNull(chunk).number(row, column);
    }
}
