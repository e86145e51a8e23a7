package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.state.KeyState;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Totals over whole stretches of the points of one busy key, so that a trailing window costs the logarithm of its chunks.
 * Time is cut into even stretches, those into smaller ones, and so on, down to a few chunks; the totals of a stretch are
 * made when they are first asked for, and made again after one of its chunks has changed. A chunk belongs to the stretches
 * that its first time lies in. Aggregates need not be subtracted, and events may come in any order (cf. Tangwongsan,
 * Hirzel, Schneider, "Optimal and general out-of-order sliding-window aggregation", VLDB 2019). Part of the heap alone:
 * nothing of it is stored. Single-threaded.
 */
final class Stretches implements KeyState.Derived {

    /** With fewer chunks it is as fast to look at each. */
    static final int WORTHWHILE = 48;

    /** How many stretches, or about how many chunks, are in one of the next level. */
    private static final int FAN_OUT = 8;

    private final KeyState key;
    private final int kind;
    private final Columns columns;
    /** From the shortest to the longest. */
    private final Level[] levels;
    /** How many chunks there were when it was made. */
    private final int chunks;

    /** Stretches of one length that hold chunks, in the order of time, from {@link #head} on. */
    private static final class Level {

        private final long width;
        private long[] starts = new long[16];
        private @Nullable StateRows[] totals = new StateRows[16];
        private int head;
        private int end;

        Level(long width) {
            this.width = width;
        }

        long floor(long time) {
            return Math.floorDiv(time, width) * width;
        }

        /** The index of the first that does not begin before a time. */
        int seek(long time) {
            int found = Arrays.binarySearch(starts, head, end, time);
            return found >= 0 ? found : -found - 1;
        }

        void changed(long time) {
            long start = floor(time);
            int at = seek(start);
            if (at == end || starts[at] != start) {
                insert(at, start);
            } else {
                totals[at] = null;
            }
        }

        private void insert(int at, long start) {
            if (end == starts.length) {
                int size = end - head;
                long[] moved = new long[16 + 2 * size];
                @Nullable StateRows[] movedTotals = new StateRows[moved.length];
                System.arraycopy(starts, head, moved, 0, size);
                System.arraycopy(totals, head, movedTotals, 0, size);
                starts = moved;
                totals = movedTotals;
                insertMoved(at - head, start, size);
                return;
            }
            System.arraycopy(starts, at, starts, at + 1, end - at);
            System.arraycopy(totals, at, totals, at + 1, end - at);
            starts[at] = start;
            totals[at] = null;
            end++;
        }

        private void insertMoved(int at, long start, int size) {
            head = 0;
            end = size;
            insert(at, start);
        }

        /** Forgets those that end at or before a time. */
        void forgetBefore(long time) {
            while (head < end && starts[head] + width <= time) {
                totals[head++] = null;
            }
        }
    }

    /** @param kind the kind of the cells that hold the chunks */
    Stretches(KeyState key, int kind, Columns columns) {
        this.key = key;
        this.kind = kind;
        this.columns = columns;
        int first = key.seek(kind, Long.MIN_VALUE);
        int last = key.seek(kind, Long.MAX_VALUE) - 1;
        this.chunks = last + 1 - first;
        long span = Math.max(1, key.chunkAt(last) - key.chunkAt(first));
        int count = 0;
        long shortest = Math.max(1, span / chunks * FAN_OUT);
        for (long width = shortest; width < span; width *= FAN_OUT) {
            count++;
        }
        this.levels = new Level[count];
        long width = shortest;
        for (int i = 0; i < count; i++, width *= FAN_OUT) {
            levels[i] = new Level(width);
        }
        for (int i = first; i <= last; i++) {
            changed(key.chunkAt(i));
        }
    }

    /** Whether the stretches are of a good length still. */
    boolean fits(int chunksNow) {
        return chunksNow < 4 * chunks && chunks < 4 * chunksNow;
    }

    @Override
    public void changed(long chunk) {
        for (Level level : levels) {
            level.changed(chunk);
        }
    }

    /** Adds the totals of the chunks whose first times lie in {@code [from, to)}. */
    void total(long from, long to, Totals into) {
        long first = key.chunkAt(key.seek(kind, Long.MIN_VALUE));
        for (Level level : levels) {
            level.forgetBefore(first);
        }
        total(levels.length - 1, from, to, into);
    }

    private void total(int at, long from, long to, Totals into) {
        if (at < 0) {
            for (int i = key.seek(kind, from); key.isOf(kind, i) && key.chunkAt(i) < to; i++) {
                PointChunk chunk = (PointChunk) key.valueAt(i);
                if (chunk != null) {
                    into.merge(chunk.totals(), 0);
                }
            }
            return;
        }
        Level level = levels[at];
        long begin = level.floor(from - 1) + level.width;
        long end = level.floor(to);
        if (begin >= end) {
            total(at - 1, from, to, into);
            return;
        }
        total(at - 1, from, begin, into);
        for (int i = level.seek(begin); i < level.end && level.starts[i] < end; i++) {
            into.merge(totals(at, i), 0);
        }
        total(at - 1, end, to, into);
    }

    /** The totals of a stretch, in one row. */
    private StateRows totals(int at, int index) {
        Level level = levels[at];
        StateRows known = level.totals[index];
        if (known != null) {
            return known;
        }
        Totals made = new Totals(columns);
        long start = level.starts[index];
        total(at - 1, start, start + level.width, made);
        level.totals[index] = made.row();
        return made.row();
    }
}
