package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.state.KeyState;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The running sums over the chunks of points of one key: what lies between two times is the difference of two of them, however
 * many chunks there are. Counts, sums and sums of squares are whole numbers of one scale, so a difference is exact. Of other
 * columns it knows the largest number in any chunk. A point that comes out of order changes the sums behind it, of which the
 * next look makes good what it needs. Part of the heap alone: nothing of it is stored. Single-threaded.
 */
final class PrefixSums implements KeyState.Derived {

    /** With fewer chunks it is as fast to look at each. */
    static final int WORTHWHILE = 3;

    /** A number is not known as a whole number of the column's scale. */
    static final long UNKNOWN = Long.MIN_VALUE;

    /** Sums below it and one more chunk do not overflow. */
    private static final long LARGEST = 1L << 61;

    private final KeyState key;
    private final int kind;
    private final Column[] columns;

    /** The chunks in the order of time, from {@link #head} on, and the times of their first points. */
    private @Nullable PointChunk[] chunks = new PointChunk[8];

    private long[] starts = new long[8];
    private int head;
    private int end;
    /** Up to here the sums before each chunk are right. */
    private int valid;
    /** How many chunks have gone since the largest numbers were looked up. */
    private int gone;

    /** The sums of one column. */
    private static final class Column {

        private final boolean isSummed;
        private int scale;
        private boolean isUnknown;
        /** The sum of all chunks before each one, a multiple of 10^-scale. */
        private long[] before = new long[8];

        private double peak = Double.NEGATIVE_INFINITY;

        Column(boolean isSummed) {
            this.isSummed = isSummed;
        }

        /** Adds what a chunk has to the sum before it. */
        void add(long number, int at) {
            long sum = before[at] + number;
            before[at + 1] = sum;
            isUnknown |= number == UNKNOWN || Math.abs(sum) >= LARGEST;
        }
    }

    /** @param kind the kind of the cells that hold the chunks */
    PrefixSums(KeyState key, int kind, Columns columns) {
        this.key = key;
        this.kind = kind;
        this.columns = new Column[columns.size()];
        for (int i = 0; i < this.columns.length; i++) {
            this.columns[i] = new Column(columns.addsUp(i));
        }
        for (int i = key.seek(kind, Long.MIN_VALUE); key.isOf(kind, i); i++) {
            PointChunk chunk = (PointChunk) key.valueAt(i);
            if (chunk != null) {
                insert(end, key.chunkAt(i), chunk);
            }
        }
    }

    @Override
    public void changed(long start) {
        PointChunk chunk = (PointChunk) key.get(kind, start);
        int found = Arrays.binarySearch(starts, head, end, start);
        if (chunk == null) {
            if (found >= 0) {
                remove(found);
            }
        } else if (found >= 0) {
            chunks[found] = chunk;
            valid = Math.min(valid, found);
            rise(chunk);
        } else {
            insert(-found - 1, start, chunk);
        }
    }

    private void remove(int at) {
        gone++;
        if (at == head) {
            // What lies before is taken off either side of a difference.
            chunks[head++] = null;
            if (head == end) {
                head = 0;
                end = 0;
            }
            valid = Math.max(head, Math.min(valid, end));
            return;
        }
        System.arraycopy(chunks, at + 1, chunks, at, end - at - 1);
        System.arraycopy(starts, at + 1, starts, at, end - at - 1);
        chunks[--end] = null;
        valid = Math.min(valid, at);
    }

    private void insert(int at, long start, PointChunk chunk) {
        int index = at;
        if (end == starts.length) {
            index -= head;
            makeRoom();
        }
        System.arraycopy(chunks, index, chunks, index + 1, end - index);
        System.arraycopy(starts, index, starts, index + 1, end - index);
        chunks[index] = chunk;
        starts[index] = start;
        end++;
        valid = Math.max(head, Math.min(valid, index - 1));
        rise(chunk);
    }

    private void makeRoom() {
        int size = end - head;
        int room = 8 + 2 * size;
        PointChunk[] moved = new PointChunk[room];
        System.arraycopy(chunks, head, moved, 0, size);
        chunks = moved;
        starts = Arrays.copyOf(Arrays.copyOfRange(starts, head, end), room);
        for (Column column : columns) {
            column.before = Arrays.copyOf(Arrays.copyOfRange(column.before, head, end), room);
        }
        valid = Math.max(0, valid - head);
        end = size;
        head = 0;
    }

    private void rise(PointChunk chunk) {
        for (int i = 0; i < columns.length; i++) {
            if (!columns[i].isSummed) {
                columns[i].peak = Math.max(columns[i].peak, peakOf(chunk.totals(), i));
            }
        }
    }

    private static double peakOf(StateRows totals, int column) {
        if (totals.isWithoutData(0, column)) {
            return Double.NEGATIVE_INFINITY;
        }
        double number = totals.number(0, column);
        return Double.isNaN(number) ? Double.POSITIVE_INFINITY : number;
    }

    // ---- what is asked

    /** The index of the last chunk that begins at or before a time; one less than that of the first if there is none. */
    int floor(long time) {
        int found = Arrays.binarySearch(starts, head, end, time);
        return found >= 0 ? found : -found - 2;
    }

    /** The index of the chunk that a point belongs to: the last that begins at or before it, else the first. */
    int home(long time) {
        return Math.max(head, floor(time));
    }

    /** The index of the last chunk, if there is any. */
    int last() {
        return end - 1;
    }

    /** The time of a chunk's first point. */
    long start(int index) {
        return starts[index];
    }

    /** Whether an index is that of a chunk. */
    boolean isChunk(int index) {
        return index >= head && index < end;
    }

    /** The chunk of an index. */
    PointChunk chunk(int index) {
        return Objects.requireNonNull(chunks[index]);
    }

    /** Whether the column is one of counts, sums or sums of squares. */
    boolean isSummed(int column) {
        return columns[column].isSummed;
    }

    /** How many digits behind the point the numbers of a column have. */
    int scale(int column) {
        return columns[column].scale;
    }

    /** Takes the numbers of a column to have at least so many digits behind the point. */
    void refine(int column, int scale) {
        if (columns[column].scale < scale) {
            columns[column].scale = scale;
            valid = head;
        }
    }

    /** Makes all sums right; the numbers of columns may have more digits from now on. */
    void settle() {
        while (valid < end - 1) {
            addUp(valid);
        }
    }

    /** The sum of a column before a chunk, or before the first; {@link #UNKNOWN} if that is not known. They must be settled. */
    long before(int index, int column) {
        Column sums = columns[column];
        return sums.isUnknown ? UNKNOWN : sums.before[Math.max(index, head)];
    }

    private void addUp(int at) {
        StateRows totals = chunk(at).totals();
        valid = at + 1;
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].isSummed) {
                refine(i, totals.scale(0, i));
                columns[i].add(totals.whole(0, i, columns[i].scale), at);
            }
        }
    }

    /** No number of the column in any chunk is greater, but there may be none that great any more. */
    double peak(int column) {
        return columns[column].peak;
    }

    /** Begins anew where most of what the sums and the largest numbers stand for has gone. */
    void renew() {
        if (gone <= end - head) {
            return;
        }
        gone = 0;
        valid = head;
        for (Column column : columns) {
            column.before[head] = 0;
            column.isUnknown = false;
            column.peak = Double.NEGATIVE_INFINITY;
        }
        for (int i = head; i < end; i++) {
            rise(chunk(i));
        }
    }
}
