package io.bellbuoy.engine.slice;

import java.util.Arrays;

/**
 * The running sums over the chunks of points of one key: what lies between two times is the difference of two of them, however
 * many chunks there are. Counts, sums and sums of squares are whole numbers of one scale, so a difference is exact. Of other
 * columns it knows the largest number in any chunk. A point that comes out of order changes the sums behind it, of which the
 * next look makes good what it needs. Single-threaded.
 */
final class PrefixSums {

    /** A number is not known as a whole number of the column's scale. */
    static final long UNKNOWN = Long.MIN_VALUE;

    /** Sums below it and one more chunk do not overflow. */
    private static final long LARGEST = 1L << 61;

    private final PointIndex index;
    private final Column[] columns;

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

    PrefixSums(PointIndex index, Columns columns) {
        this.index = index;
        this.columns = new Column[columns.size()];
        for (int i = 0; i < this.columns.length; i++) {
            this.columns[i] = new Column(columns.addsUp(i));
        }
    }

    // ---- what the index has done

    /** Another chunk with the same first time has come in the place of one. */
    void replaced(int at) {
        valid = Math.min(valid, at);
        rise(index.chunk(at));
    }

    /** The chunk of an index has gone; what lies before the first is taken off either side of a difference. */
    void removed(int at) {
        gone++;
        valid = at < index.head() ? Math.max(index.head(), Math.min(valid, index.end())) : Math.min(valid, at);
    }

    /** A chunk has come to an index. */
    void inserted(int at) {
        valid = Math.max(index.head(), Math.min(valid, at - 1));
        rise(index.chunk(at));
    }

    /** The chunks move to the indexes from 0 on, and there is room for so many. */
    void move(int head, int end, int room) {
        for (Column column : columns) {
            column.before = Arrays.copyOf(Arrays.copyOfRange(column.before, head, end), room);
        }
        valid = Math.max(0, valid - head);
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
            valid = index.head();
        }
    }

    /** Makes all sums right; the numbers of columns may have more digits from now on. */
    void settle() {
        while (valid < index.end() - 1) {
            addUp(valid);
        }
    }

    /** The sum of a column before a chunk, or before the first; {@link #UNKNOWN} if that is not known. They must be settled. */
    long before(int at, int column) {
        Column sums = columns[column];
        return sums.isUnknown ? UNKNOWN : sums.before[Math.max(at, index.head())];
    }

    private void addUp(int at) {
        StateRows totals = index.chunk(at).totals();
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
        if (gone <= index.end() - index.head()) {
            return;
        }
        gone = 0;
        valid = index.head();
        for (Column column : columns) {
            column.before[index.head()] = 0;
            column.isUnknown = false;
            column.peak = Double.NEGATIVE_INFINITY;
        }
        for (int i = index.head(); i < index.end(); i++) {
            rise(index.chunk(i));
        }
    }
}
