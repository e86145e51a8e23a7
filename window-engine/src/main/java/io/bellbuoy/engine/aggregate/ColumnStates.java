package io.bellbuoy.engine.aggregate;

import org.jspecify.annotations.Nullable;

/** The states of columns, each of its {@link Accumulator}'s type. */
@FunctionalInterface
public interface ColumnStates {

    /** The state of a column, or null if it has no data. */
    @Nullable
    Object state(int column);
}
