package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.aggregate.Accumulator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of column states, flat, each with the range of its events' offsets: a count or a decimal of at most 62 bits lies in
 * an array of longs, with its scale in one of bytes, so that the totals of a window read memory in a line. Whatever does
 * not fit is kept as an object. It makes no difference to results: each state is exactly what the {@link Accumulator} makes
 * of objects.
 *
 * <p>Mutable while it belongs to its maker; those in state are not changed any more.
 */
final class StateRows {

    private static final long NONE = Long.MIN_VALUE;
    private static final long BOXED = Long.MIN_VALUE + 1;
    private static final int MOST_BITS = 62;
    private static final long LARGEST = 1L << MOST_BITS;

    /** A row begins with its first and its last offset. */
    private static final int OFFSETS = 2;

    private final int stride;
    private final long[] values;
    private final byte[] scales;
    private @Nullable Object @Nullable [] boxed;

    StateRows(int rows, int width) {
        this.stride = OFFSETS + width;
        this.values = new long[rows * stride];
        this.scales = new byte[rows * stride];
        for (int row = 0; row < rows; row++) {
            clear(row);
        }
    }

    private StateRows(int stride, long[] values, byte[] scales, @Nullable Object @Nullable [] boxed) {
        this.stride = stride;
        this.values = values;
        this.scales = scales;
        this.boxed = boxed;
    }

    StateRows copy() {
        return new StateRows(stride, values.clone(), scales.clone(), boxed == null ? null : boxed.clone());
    }

    /** A copy with one more row, without data, before a row or at the end. */
    StateRows withRow(int row) {
        long[] nextValues = new long[values.length + stride];
        byte[] nextScales = new byte[nextValues.length];
        @Nullable Object @Nullable [] nextBoxed = boxed == null ? null : new Object[nextValues.length];
        insert(row, values, nextValues);
        insert(row, scales, nextScales);
        if (nextBoxed != null) {
            insert(row, boxed, nextBoxed);
        }
        StateRows next = new StateRows(stride, nextValues, nextScales, nextBoxed);
        next.clear(row);
        return next;
    }

    @SuppressWarnings("SuspiciousSystemArraycopy")
    private void insert(int row, Object from, Object to) {
        int at = row * stride;
        System.arraycopy(from, 0, to, 0, at);
        System.arraycopy(from, at, to, at + stride, values.length - at);
    }

    int size() {
        return values.length / stride;
    }

    /** Takes all data from a row. */
    void clear(int row) {
        int at = row * stride;
        values[at] = Long.MAX_VALUE;
        values[at + 1] = -1;
        Arrays.fill(values, at + OFFSETS, at + stride, NONE);
    }

    // ---- offsets

    /** The smallest offset of a row's events; {@link Long#MAX_VALUE} without data. */
    long firstOffset(int row) {
        return values[row * stride];
    }

    /** The largest offset of a row's events; -1 without data. */
    long lastOffset(int row) {
        return values[row * stride + 1];
    }

    /** Widens the range of a row's offsets. */
    void cover(int row, long first, long last) {
        int at = row * stride;
        values[at] = Math.min(values[at], first);
        values[at + 1] = Math.max(values[at + 1], last);
    }

    // ---- states

    private int at(int row, int column) {
        return row * stride + OFFSETS + column;
    }

    /** The state of a column in a row, or null if it has no data. */
    @Nullable
    Object get(int row, int column, Accumulator accumulator) {
        int at = at(row, column);
        long value = values[at];
        if (value == NONE) {
            return null;
        }
        if (value == BOXED) {
            return boxed == null ? null : boxed[at];
        }
        return accumulator == Accumulator.COUNT ? (Object) value : BigDecimal.valueOf(value, scales[at]);
    }

    void set(int row, int column, @Nullable Object state) {
        set(at(row, column), state);
    }

    private void set(int at, @Nullable Object state) {
        if (state == null) {
            values[at] = NONE;
        } else if (state instanceof Long count) {
            values[at] = count;
        } else if (!(state instanceof BigDecimal decimal) || !setFlat(at, decimal)) {
            box(at, state);
        }
    }

    private boolean setFlat(int at, BigDecimal decimal) {
        BigInteger unscaled = decimal.unscaledValue();
        int scale = decimal.scale();
        if (unscaled.bitLength() > MOST_BITS || scale != (byte) scale) {
            return false;
        }
        values[at] = unscaled.longValue();
        scales[at] = (byte) scale;
        return true;
    }

    private void box(int at, Object state) {
        if (boxed == null) {
            boxed = new Object[values.length];
        }
        boxed[at] = state;
        values[at] = BOXED;
    }

    /** Counts a value in; null changes nothing. */
    void add(int row, int column, Accumulator accumulator, @Nullable Object value) {
        if (value == null) {
            return;
        }
        int at = at(row, column);
        if (accumulator == Accumulator.COUNT) {
            values[at] = values[at] == NONE ? 1 : values[at] + 1;
        } else if (accumulator != Accumulator.SUM || !(value instanceof BigDecimal decimal) || !addFlat(at, decimal)) {
            set(at, accumulator.add(get(row, column, accumulator), value));
        }
    }

    private boolean addFlat(int at, BigDecimal decimal) {
        if (values[at] == NONE) {
            return setFlat(at, decimal);
        }
        if (decimal.scale() != scales[at]) {
            return false;
        }
        BigInteger unscaled = decimal.unscaledValue();
        return unscaled.bitLength() <= MOST_BITS && addFlat(at, unscaled.longValue());
    }

    /** Adds a number of the same scale; false if the sum or what it is added to is not flat. */
    private boolean addFlat(int at, long unscaled) {
        if (values[at] == BOXED) {
            return false;
        }
        // Neither overflows: both are of at most 62 bits.
        long sum = values[at] + unscaled;
        if (sum >= LARGEST || sum <= -LARGEST) {
            return false;
        }
        values[at] = sum;
        return true;
    }

    /** Merges the state of a column of another row in. */
    void merge(int row, int column, Accumulator accumulator, StateRows other, int otherRow) {
        int from = other.at(otherRow, column);
        int at = at(row, column);
        long value = other.values[from];
        if (value == NONE) {
            return;
        }
        if (values[at] == NONE && value != BOXED) {
            values[at] = value;
            scales[at] = other.scales[from];
        } else if (!mergeFlat(at, accumulator, value, other.scales[from])) {
            set(at, accumulator.merge(get(row, column, accumulator), other.get(otherRow, column, accumulator)));
        }
    }

    private boolean mergeFlat(int at, Accumulator accumulator, long value, byte scale) {
        if (value == BOXED || values[at] == BOXED || scales[at] != scale) {
            return false;
        }
        return switch (accumulator) {
            case COUNT, SUM, SUM_OF_SQUARES -> addFlat(at, value);
            case MIN -> {
                values[at] = Math.min(values[at], value);
                yield true;
            }
            case MAX -> {
                values[at] = Math.max(values[at], value);
                yield true;
            }
            case DISTINCT -> false;
        };
    }
}
