package io.bellbuoy.engine.aggregate;

import org.jspecify.annotations.Nullable;

/** The states of columns, each of its {@link Accumulator}'s type. */
@FunctionalInterface
public interface ColumnStates {

    /** A column is no number, or it has no data, or nobody knows without making an object of it. */
    double UNKNOWN = Double.NaN;

    /** The state of a column, or null if it has no data. */
    @Nullable
    Object state(int column);

    /**
     * The number that a column's state is, nearly: within one in 10^15 of it; or {@link #UNKNOWN}. It costs less than to make
     * a decimal of it.
     */
    default double number(int column) {
        return UNKNOWN;
    }
}
