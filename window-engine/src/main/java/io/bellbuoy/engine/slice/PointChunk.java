package io.bellbuoy.engine.slice;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some events of one key in the order of their time, exactly, with their totals. Its cell's chunk is the time of the
 * first. Immutable.
 */
final class PointChunk {

    /** How many points a chunk holds before it is split. */
    static final int POINTS = 32;

    private final long[] times;
    private final long[] offsets;
    private final @Nullable Object[][] events;
    private final StateRows totals;

    /** The totals before the point that was added last, which a window may leave out; null if they are not known. */
    private final @Nullable StateRows before;

    /** The offset of that point. */
    private final long added;

    PointChunk(Columns columns, long[] times, long[] offsets, @Nullable Object[][] events) {
        this.times = times;
        this.offsets = offsets;
        this.events = events;
        this.before = null;
        this.added = -1;
        this.totals = new StateRows(1, columns.size());
        for (int i = 0; i < events.length; i++) {
            columns.addInto(totals, 0, events[i], times[i], offsets[i]);
        }
    }

    private PointChunk(PointChunk before, int at, long time, long offset, @Nullable Object[] event, StateRows totals) {
        this.times = insert(before.times, at, time);
        this.offsets = insert(before.offsets, at, offset);
        this.events = insert(before.events, at, event);
        this.totals = totals;
        this.before = before.totals;
        this.added = offset;
    }

    static PointChunk of(Columns columns, long time, long offset, @Nullable Object[] event) {
        return new PointChunk(columns, new long[] {time}, new long[] {offset}, new Object[][] {event});
    }

    int size() {
        return times.length;
    }

    long time(int index) {
        return times[index];
    }

    long offset(int index) {
        return offsets[index];
    }

    @Nullable
    Object[] event(int index) {
        return events[index];
    }

    long firstTime() {
        return times[0];
    }

    long lastTime() {
        return times[times.length - 1];
    }

    /** The totals of all points, in one row. */
    StateRows totals() {
        return totals;
    }

    /**
     * The totals of all points but one, in one row; null if that takes adding up the others.
     *
     * @param offset of the one that is left out
     */
    @Nullable
    StateRows totalsWithout(long offset) {
        return offset == added ? before : null;
    }

    /** The index of the point that this has more than another chunk; -1 if there are more differences. */
    int indexOfTheOneMoreThan(PointChunk other) {
        if (before != other.totals) {
            return -1;
        }
        int at = offsets.length - 1;
        while (offsets[at] != added) {
            at--;
        }
        return at;
    }

    /** The index of the first point after a time, or {@link #size()}. */
    int firstAfter(long time) {
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] > time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The chunk with one more point, behind those of the same time. */
    PointChunk with(Columns columns, long time, long offset, @Nullable Object[] event) {
        int at = times.length;
        while (at > 0 && times[at - 1] > time) {
            at--;
        }
        StateRows next = new StateRows(totals);
        columns.addInto(next, 0, event, time, offset);
        return new PointChunk(this, at, time, offset, event, next);
    }

    private static long[] insert(long[] array, int at, long value) {
        long[] next = Arrays.copyOf(array, array.length + 1);
        System.arraycopy(array, at, next, at + 1, array.length - at);
        next[at] = value;
        return next;
    }

    private static @Nullable Object[][] insert(@Nullable Object[][] array, int at, @Nullable Object[] value) {
        @Nullable Object[][] next = Arrays.copyOf(array, array.length + 1);
        System.arraycopy(array, at, next, at + 1, array.length - at);
        next[at] = value;
        return next;
    }

    /** Where to split it: the index nearest to the middle at which the time changes; 0 if all times are equal. */
    int splitIndex() {
        int middle = times.length / 2;
        for (int distance = 0; distance < middle; distance++) {
            if (times[middle - distance] != times[middle - distance - 1]) {
                return middle - distance;
            }
            int right = middle + distance;
            if (right + 1 < times.length && times[right] != times[right + 1]) {
                return right + 1;
            }
        }
        return 0;
    }

    /** The points of a range. */
    PointChunk range(Columns columns, int from, int to) {
        return new PointChunk(
                columns,
                Arrays.copyOfRange(times, from, to),
                Arrays.copyOfRange(offsets, from, to),
                Arrays.copyOfRange(events, from, to));
    }
}
