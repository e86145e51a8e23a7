package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.aggregate.Accumulator;
import io.bellbuoy.engine.aggregate.ColumnStates;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of column states, flat, each with the range of its events' offsets: a count or a decimal of at most 17 digits is one
 * long, its scale in the lowest bits, so that the totals of a window read memory in a line. Whatever does not fit is kept as
 * an object. It makes no difference to results: each state is exactly what the {@link Accumulator} makes of objects.
 *
 * <p>Mutable while it belongs to its maker; those in state are not changed any more.
 */
class StateRows {

    private static final long NONE = Long.MIN_VALUE;
    private static final long BOXED = Long.MIN_VALUE + 1;

    private static final int SCALE_BITS = 5;
    private static final int LARGEST_SCALE = (1 << SCALE_BITS) - 1;
    /** So many digits are less than {@link #LARGEST}. */
    private static final int DIGITS = 17;
    /** Two below it add up without overflow, and so do their flat forms. */
    private static final long LARGEST = 1L << 57;

    /** The square of what is below it is below {@link #LARGEST}. */
    private static final long LARGEST_ROOT = 1L << 28;

    /** A row begins with its first and its last offset. */
    private static final int OFFSETS = 2;

    /** Those of ten up to the largest that is exact as a double, and on to the largest scale. */
    private static final double[] POWERS = new double[LARGEST_SCALE + 1];

    /** Those of ten below {@link #LARGEST}. */
    private static final long[] FACTORS = new long[DIGITS + 1];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
        for (int i = 0; i < FACTORS.length; i++) {
            FACTORS[i] = BigInteger.TEN.pow(i).longValueExact();
        }
    }

    private final int stride;
    private final long[] values;
    private @Nullable Object @Nullable [] boxed;

    StateRows(int rows, int width) {
        this.stride = OFFSETS + width;
        this.values = new long[rows * stride];
        for (int row = 0; row < rows; row++) {
            clear(row);
        }
    }

    /** A copy. */
    StateRows(StateRows other) {
        this.stride = other.stride;
        this.values = other.values.clone();
        this.boxed = other.boxed == null ? null : other.boxed.clone();
    }

    /** A copy with one more row, without data, before a row or at the end. */
    StateRows(StateRows other, int row) {
        this.stride = other.stride;
        this.values = new long[other.values.length + stride];
        insertRow(row, other.values, values, other.values.length);
        if (other.boxed != null) {
            this.boxed = new Object[values.length];
            insertRow(row, other.boxed, boxed, other.values.length);
        }
        clear(row);
    }

    @SuppressWarnings("SuspiciousSystemArraycopy")
    private void insertRow(int row, Object from, Object to, int length) {
        int at = row * stride;
        System.arraycopy(from, 0, to, 0, at);
        System.arraycopy(from, at, to, at + stride, length - at);
    }

    final int rows() {
        return values.length / stride;
    }

    /** Takes all data from a row. */
    final void clear(int row) {
        int at = row * stride;
        values[at] = Long.MAX_VALUE;
        values[at + 1] = -1;
        Arrays.fill(values, at + OFFSETS, at + stride, NONE);
    }

    // ---- offsets

    /** The smallest offset of a row's events; {@link Long#MAX_VALUE} without data. */
    final long firstOffset(int row) {
        return values[row * stride];
    }

    /** The largest offset of a row's events; -1 without data. */
    final long lastOffset(int row) {
        return values[row * stride + 1];
    }

    /** Widens the range of a row's offsets. */
    final void cover(int row, long first, long last) {
        int at = row * stride;
        values[at] = Math.min(values[at], first);
        values[at + 1] = Math.max(values[at + 1], last);
    }

    // ---- states

    private int at(int row, int column) {
        return row * stride + OFFSETS + column;
    }

    /** The state of a column in a row, or null if it has no data. */
    final @Nullable Object get(int row, int column, Accumulator accumulator) {
        int at = at(row, column);
        long value = values[at];
        if (value == NONE) {
            return null;
        }
        if (value == BOXED) {
            return boxed == null ? null : boxed[at];
        }
        long unscaled = value >> SCALE_BITS;
        return accumulator == Accumulator.COUNT ? (Object) unscaled : BigDecimal.valueOf(unscaled, scaleOf(value));
    }

    /** As {@link io.bellbuoy.engine.aggregate.ColumnStates#number}. */
    final double number(int row, int column) {
        long value = values[at(row, column)];
        return value <= BOXED ? ColumnStates.UNKNOWN : number(value >> SCALE_BITS, scaleOf(value));
    }

    /** A multiple of 10^-scale. */
    static double number(long whole, int scale) {
        return whole / POWERS[scale];
    }

    /** Whether a column has no data. */
    final boolean isWithoutData(int row, int column) {
        return values[at(row, column)] == NONE;
    }

    /** How many digits behind the point the number in a column has; 0 for one that is not flat, or without data. */
    final int scale(int row, int column) {
        long value = values[at(row, column)];
        return value <= BOXED ? 0 : scaleOf(value);
    }

    /** A column's number as a multiple of 10^-scale; 0 without data, {@link PrefixSums#UNKNOWN} if it has more digits or is not flat. */
    final long whole(int row, int column, int scale) {
        long value = values[at(row, column)];
        if (value == NONE) {
            return 0;
        }
        return value == BOXED ? PrefixSums.UNKNOWN : whole(value, scale);
    }

    private static long whole(long flat, int scale) {
        long same = scaleOf(flat) == scale ? flat : scaleOf(flat) < scale ? scaled(flat, scale) : BOXED;
        return same == BOXED ? PrefixSums.UNKNOWN : same >> SCALE_BITS;
    }

    /** What a value adds to a column of counts, sums or sums of squares, as {@link #whole(int, int, int)}. */
    static long whole(Accumulator accumulator, @Nullable Object value, int scale) {
        if (value == null) {
            return 0;
        }
        if (accumulator == Accumulator.COUNT) {
            return 1;
        }
        long flat = value instanceof BigDecimal decimal ? flat(decimal) : BOXED;
        flat = accumulator == Accumulator.SUM_OF_SQUARES && flat != BOXED ? squared(flat) : flat;
        return flat == BOXED ? PrefixSums.UNKNOWN : whole(flat, scale);
    }

    private static int scaleOf(long flat) {
        return (int) flat & LARGEST_SCALE;
    }

    final void set(int row, int column, @Nullable Object state) {
        set(at(row, column), state);
    }

    private void set(int at, @Nullable Object state) {
        if (state == null) {
            values[at] = NONE;
            return;
        }
        long flat = BOXED;
        if (state instanceof BigDecimal decimal) {
            flat = flat(decimal);
        } else if (state instanceof Long count && count < LARGEST) {
            flat = count << SCALE_BITS;
        }
        values[at] = flat;
        if (flat == BOXED) {
            box(at, state);
        }
    }

    /** The flat form, or {@link #BOXED}. */
    private static long flat(BigDecimal decimal) {
        int scale = decimal.scale();
        if (scale < 0 || scale > LARGEST_SCALE || decimal.precision() > DIGITS) {
            return BOXED;
        }
        return decimal.scaleByPowerOfTen(scale).longValue() << SCALE_BITS | scale;
    }

    /** The square of a number in flat form, or {@link #BOXED}. */
    private static long squared(long flat) {
        long unscaled = flat >> SCALE_BITS;
        int scale = 2 * scaleOf(flat);
        boolean fits = flat != BOXED && scale <= LARGEST_SCALE && Math.abs(unscaled) < LARGEST_ROOT;
        return fits ? unscaled * unscaled << SCALE_BITS | scale : BOXED;
    }

    private void box(int at, Object state) {
        if (boxed == null) {
            boxed = new Object[values.length];
        }
        boxed[at] = state;
    }

    /** Counts a value in; null changes nothing. */
    final void add(int row, int column, Accumulator accumulator, @Nullable Object value, long time) {
        if (value == null) {
            return;
        }
        int at = at(row, column);
        boolean flat = false;
        if (accumulator == Accumulator.COUNT) {
            flat = addFlat(at, 1L << SCALE_BITS);
        } else if (value instanceof BigDecimal decimal) {
            long number = flat(decimal);
            flat = mergeFlat(at, accumulator, accumulator == Accumulator.SUM_OF_SQUARES ? squared(number) : number);
        }
        if (!flat) {
            set(at, accumulator.add(get(row, column, accumulator), value, time));
        }
    }

    /** Adds a number in flat form; false if it or the sum or what it is added to is not flat. */
    private boolean addFlat(int at, long flat) {
        long before = values[at];
        if (flat == BOXED || before == BOXED) {
            return false;
        }
        if (before == NONE) {
            values[at] = flat;
            return true;
        }
        int scale = scaleOf(flat);
        int scaleBefore = scaleOf(before);
        if (scale != scaleBefore) {
            return scale < scaleBefore
                    ? addFlat(at, scaled(flat, scaleBefore), scaleBefore)
                    : setFlat(at, scaled(before, scale)) && addFlat(at, flat, scale);
        }
        return addFlat(at, flat, scale);
    }

    /** Adds a number of the scale that the one before has. */
    private boolean addFlat(int at, long flat, int scale) {
        long sum = (values[at] >> SCALE_BITS) + (flat >> SCALE_BITS);
        if (flat == BOXED || sum >= LARGEST || sum <= -LARGEST) {
            return false;
        }
        values[at] = sum << SCALE_BITS | scale;
        return true;
    }

    private boolean setFlat(int at, long flat) {
        if (flat != BOXED) {
            values[at] = flat;
        }
        return flat != BOXED;
    }

    /** A number with more digits behind the point, as a sum has that of the summand which has most; or {@link #BOXED}. */
    private static long scaled(long flat, int scale) {
        int more = scale - scaleOf(flat);
        long unscaled = flat >> SCALE_BITS;
        if (more >= FACTORS.length || Math.abs(unscaled) >= LARGEST / FACTORS[more]) {
            return BOXED;
        }
        return unscaled * FACTORS[more] << SCALE_BITS | scale;
    }

    /** Merges the state of a column of another row in. */
    final void merge(int row, int column, Accumulator accumulator, StateRows other, int otherRow) {
        int at = at(row, column);
        long value = other.values[other.at(otherRow, column)];
        if (value == NONE) {
            return;
        }
        if (!mergeFlat(at, accumulator, value)) {
            set(at, accumulator.merge(get(row, column, accumulator), other.get(otherRow, column, accumulator)));
        }
    }

    private boolean mergeFlat(int at, Accumulator accumulator, long flat) {
        return switch (accumulator) {
            case COUNT, SUM, SUM_OF_SQUARES -> addFlat(at, flat);
            case MIN -> extremeFlat(at, flat, -1);
            case MAX -> extremeFlat(at, flat, 1);
            case DISTINCT, FIRST, LAST, QUANTILES, FREQUENCIES, USER -> false;
        };
    }

    /** Numbers of one scale are in the order of their flat forms. */
    private boolean extremeFlat(int at, long flat, int sign) {
        long before = values[at];
        if (flat == BOXED || before == BOXED || before != NONE && scaleOf(before) != scaleOf(flat)) {
            return false;
        }
        if (before == NONE || Long.compare(flat, before) == sign) {
            values[at] = flat;
        }
        return true;
    }
}
