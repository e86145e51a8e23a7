package io.bellbuoy.engine.window;

import java.time.Duration;

/** The declaration of a window. All times are event time, in whole milliseconds. */
public sealed interface WindowSpec permits WindowSpec.Aligned, WindowSpec.Trailing, WindowSpec.Session {

    /** A window of the epoch's grid: {@code [start, start + size)}, one every {@code every}, shifted by {@code offset}. */
    record Aligned(Duration size, Duration every, Duration offset) implements WindowSpec {

        public Aligned {
            requirePositive("size", size);
            requirePositive("every", every);
            requireMillis("offset", offset);
            if (offset.isNegative() || offset.compareTo(every) >= 0) {
                throw new IllegalArgumentException(
                        "offset=" + offset + " must be at least 0 and less than every=" + every + ".");
            }
            if (size.toMillis() % every.toMillis() != 0) {
                throw new IllegalArgumentException("A sliding window's size must be a multiple of every, size=" + size
                        + ", every=" + every + "; change one of them.");
            }
        }

        /** Whether each instant is in one window only. */
        public boolean isTumbling() {
            return size.equals(every);
        }

        @Override
        public String toString() {
            String shift = offset.isZero() ? "" : ", offset: " + offset;
            return (isTumbling() ? "tumbling: " + size : "sliding: " + size + ", every: " + every) + shift;
        }
    }

    /** The exact last {@code size} of time as of each event, {@code (t - size, t]}. */
    record Trailing(Duration size, boolean excludeCurrent) implements WindowSpec {

        public Trailing {
            requirePositive("size", size);
        }

        @Override
        public String toString() {
            return "trailing: " + size + (excludeCurrent ? ", exclude-current: true" : "");
        }
    }

    /**
     * A window around each longest run of a key's events of which each is less than {@code gap} after the one before:
     * {@code [first, last + gap)}. An event at {@code last + gap} begins a new one.
     */
    record Session(Duration gap) implements WindowSpec {

        public Session {
            requirePositive("gap", gap);
        }

        /** The gap: a session of one event is as long. */
        @Override
        public Duration size() {
            return gap;
        }

        @Override
        public String toString() {
            return "session: " + gap;
        }
    }

    /** Windows that touch and do not overlap. */
    static Aligned tumbling(Duration size) {
        return new Aligned(size, size, Duration.ZERO);
    }

    /** Windows of a size that overlap: one starts every {@code every}. */
    static Aligned sliding(Duration size, Duration every) {
        return new Aligned(size, every, Duration.ZERO);
    }

    /** The exact last {@code size} of time, the current event included. */
    static Trailing trailing(Duration size) {
        return new Trailing(size, false);
    }

    /** Windows that end when nothing has happened for a time. */
    static Session session(Duration gap) {
        return new Session(gap);
    }

    /** How far back the window reaches. */
    Duration size();

    private static void requirePositive(String name, Duration value) {
        requireMillis(name, value);
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + "=" + value + " must be longer than 0.");
        }
    }

    private static void requireMillis(String name, Duration value) {
        if (value.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException(name + "=" + value + " must be a whole number of milliseconds.");
        }
    }
}
