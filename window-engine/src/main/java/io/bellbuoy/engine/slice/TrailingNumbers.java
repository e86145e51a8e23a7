package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.aggregate.ColumnStates;
import io.bellbuoy.engine.state.KeyState;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a trailing window of a busy key, found by {@link PrefixSums} instead of adding up what it holds: each is the
 * sum up to the window's end without that up to its start. Different values are counted by {@link Recurrences}. Whoever needs more than numbers asks for the {@link Totals}. Reused
 * between windows; single-threaded.
 */
public final class TrailingNumbers implements ColumnStates {

    private final PointState state;
    private final Columns columns;

    private @Nullable PointIndex index;
    private long after;
    private long upTo;
    /** The chunks that the window begins and ends in, and how many of their points lie up to there. */
    private int first;

    private int firstPoints;
    private int last;
    private int lastPoints;
    /** The point that is left out; -1 for none. */
    private int without;

    private final ColumnStates peaks = new ColumnStates() {

        @Override
        public @Nullable Object state(int column) {
            return null;
        }

        @Override
        public double number(int column) {
            PointIndex known = index;
            return known == null || known.sums().isSummed(column)
                    ? Double.POSITIVE_INFINITY
                    : known.sums().peak(column);
        }
    };

    /** @param state whose windows it reads */
    public TrailingNumbers(PointState state) {
        this.state = state;
        this.columns = state.columns();
    }

    /**
     * Turns to the window {@code (after, upTo]} of a key.
     *
     * @param leftOut the offset of an event at the window's end to leave out, or -1
     * @return whether the key is so busy that this is worth while; if not, it has no numbers
     */
    public boolean find(KeyState key, long after, long upTo, long leftOut) {
        PointIndex found = state.index(key);
        index = found;
        if (found == null) {
            return false;
        }
        found.sums().renew();
        this.after = after;
        this.upTo = upTo;
        first = found.floor(after);
        firstPoints = points(found, first, after);
        last = found.floor(upTo);
        lastPoints = points(found, last, upTo);
        without = leftOut < 0 ? -1 : found.point(last, leftOut, upTo);
        return true;
    }

    private static int points(PointIndex index, int at, long upTo) {
        return index.isChunk(at) ? index.chunk(at).firstAfter(upTo) : 0;
    }

    /** For each column no less than its number in any chunk of the key, so that {@code call.ceiling} of it is one of the window. */
    public ColumnStates peaks() {
        return peaks;
    }

    /** Nothing is known but the numbers. */
    @Override
    public @Nullable Object state(int column) {
        return null;
    }

    /**
     * The number of a column that adds up, or of its different values, 0 without data; {@link #UNKNOWN} of others, or if it is
     * too large.
     */
    @Override
    public double number(int column) {
        PointIndex known = index;
        if (known == null) {
            return UNKNOWN;
        }
        Recurrences recurrences = known.recurrences(column);
        if (recurrences != null) {
            return recurrences.count(after, upTo, last, without);
        }
        return known.sums().isSummed(column) ? sum(known, known.sums(), column) : UNKNOWN;
    }

    private double sum(PointIndex known, PrefixSums sums, int column) {
        // The last chunk of all is part of no sum before another, and a point in it may have more digits than those.
        refine(known, first, column);
        refine(known, last, column);
        sums.settle();
        int scale = sums.scale(column);
        long whole =
                subtract(upTo(known, last, lastPoints, column, scale), upTo(known, first, firstPoints, column, scale));
        if (without >= 0) {
            whole = subtract(whole, columns.whole(column, known.chunk(last).event(without), scale));
        }
        return whole == PrefixSums.UNKNOWN ? UNKNOWN : StateRows.number(whole, scale);
    }

    private static void refine(PointIndex known, int at, int column) {
        if (known.isChunk(at)) {
            known.sums().refine(column, known.chunk(at).totals().scale(0, column));
        }
    }

    /** The sum of a column up to some points of a chunk, from whichever end of it is nearer. */
    private long upTo(PointIndex known, int at, int points, int column, int scale) {
        long before = known.sums().before(at, column);
        if (points == 0) {
            return before;
        }
        PointChunk chunk = known.chunk(at);
        if (points <= chunk.size() / 2) {
            return add(before, of(chunk, 0, points, column, scale));
        }
        long all = chunk.totals().whole(0, column, scale);
        return subtract(add(before, all), of(chunk, points, chunk.size(), column, scale));
    }

    private static boolean areKnown(long one, long other) {
        return one != PrefixSums.UNKNOWN && other != PrefixSums.UNKNOWN;
    }

    private static long add(long one, long other) {
        return areKnown(one, other) ? one + other : PrefixSums.UNKNOWN;
    }

    private static long subtract(long from, long number) {
        return areKnown(from, number) ? from - number : PrefixSums.UNKNOWN;
    }

    private long of(PointChunk chunk, int from, int to, int column, int scale) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum = add(sum, columns.whole(column, chunk.event(i), scale));
        }
        return sum;
    }
}
