package io.bellbuoy.engine.state;

import java.util.Set;

/**
 * The kind of a cell: how its values are written, and when the watermark must wake it. Values are immutable; a change
 * replaces the value.
 *
 * @param <T> the type of the values
 */
public interface CellType<T> {

    /** A wake time that never comes. */
    long NEVER = Long.MAX_VALUE;

    /**
     * The number of this kind in stored state. Stable over restarts: it is derived from what defines the content, so that
     * a cell is never read by a definition that means something else.
     */
    int id();

    /** Writes a value in its binary form. */
    void write(T value, StateOutput out);

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws StateFormatException if the bytes are not of that form
     */
    T read(StateInput in);

    /**
     * The first watermark at which this cell has something to do; every cell has one, since all state ends.
     *
     * @param chunk the chunk the value is stored under
     * @return milliseconds since the epoch, or {@link #NEVER}
     */
    long wakeAt(long chunk, T value);

    /** Whether cells of this kind hold events that go before all timers of the same wake time. */
    default boolean holdsEvents() {
        return false;
    }

    // ---- when the rules change while state is kept

    /**
     * Stable numbers of what decides, beside {@link #id}, how values are written and when they wake: a column, an input, a
     * retention. When a number is gone with a change of the rules, all values of this kind are written anew, so that what
     * it stood for is not found again if it comes back.
     */
    default Set<Integer> parts() {
        return Set.of();
    }

    /**
     * What values look like on the heap. Values of a kind with the same {@link #id} and an equal form are taken over as
     * they are when the rules change; others are written and read.
     */
    default Object form() {
        return this;
    }

    /** This kind as it reads and writes values without some of its {@link #parts}. */
    default CellType<T> without(Set<Integer> parts) {
        return this;
    }
}
