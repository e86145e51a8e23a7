package io.bellbuoy.engine.window;

import java.time.Duration;
import java.time.ZoneId;

/** The declaration of a window. All times are event time, in whole milliseconds. */
public sealed interface WindowSpec
        permits WindowSpec.OnGrid, WindowSpec.Trailing, WindowSpec.Session, WindowSpec.Global {

    /** Windows whose bounds are the same for all keys, whatever happens. */
    sealed interface OnGrid extends WindowSpec permits Aligned, Calendar {}

    /** A window of the epoch's grid: {@code [start, start + size)}, one every {@code every}, shifted by {@code offset}. */
    record Aligned(Duration size, Duration every, Duration offset) implements OnGrid {

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

    /**
     * Windows of the calendar of a time zone, DST-safe: {@code cells} neighbouring cells, of which each is {@code step} units
     * long, one window from each cell on. See {@link CalendarCells} for where a cell begins.
     *
     * @param unit the unit
     * @param step how many units a cell has, one of {@link CalendarUnit#steps()}
     * @param cells how many cells a window has, 1 to 1000; 1 for tumbling windows
     * @param zone the time zone
     * @param offset by how much a cell begins later than the unit, by the clock; shorter than a cell
     */
    record Calendar(CalendarUnit unit, int step, int cells, ZoneId zone, Duration offset) implements OnGrid {

        /** The most cells that a window may have. */
        public static final int MAX_CELLS = 1_000;

        public Calendar {
            requireMillis("offset", offset);
            if (!unit.steps().contains(step)) {
                throw new IllegalArgumentException("A calendar window of " + step + unit.symbol()
                        + " has no clear beginning; allowed: " + unit.steps() + " " + unit.symbol() + ".");
            }
            if (cells < 1 || cells > MAX_CELLS) {
                throw new IllegalArgumentException("cells=" + cells + " must be 1 to " + MAX_CELLS + ".");
            }
            Duration shortest = unit.shortest().multipliedBy(step);
            if (offset.isNegative() || offset.compareTo(shortest) >= 0) {
                throw new IllegalArgumentException(
                        "offset=" + offset + " must be at least 0 and less than " + shortest + ".");
            }
        }

        /** The size by the clock, of months the longest. */
        @Override
        public Duration size() {
            return unit.longest().multipliedBy((long) step * cells);
        }

        @Override
        public String toString() {
            String cell = step + unit.symbol();
            String shift = offset.isZero() ? "" : ", offset: " + offset;
            return (cells == 1
                            ? "tumbling: " + cell
                            : "sliding: " + (long) step * cells + unit.symbol() + ", every: " + cell)
                    + ", zone: " + zone + shift;
        }
    }

    /** The exact last {@code size} of time as of each event, {@code (t - size, t]}. */
    record Trailing(Duration size, boolean excludeCurrent) implements WindowSpec {

        public Trailing {
            requirePositive("size", size);
        }

        /** It ends with each event and never. */
        @Override
        public boolean closes() {
            return false;
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

    /**
     * All events of a key, looked at when a trigger fires.
     *
     * @param trigger when it fires
     * @param purge whether the events that were looked at are forgotten then; else the next firing looks at them too
     * @param ttl how long after its last event, in event time, a key is forgotten; not shorter than the interval of a trigger
     */
    record Global(Trigger trigger, boolean purge, Duration ttl) implements WindowSpec {

        public Global {
            requirePositive("ttl", ttl);
            if (trigger instanceof Trigger.Every every && ttl.compareTo(every.interval()) < 0) {
                throw new IllegalArgumentException(
                        "ttl=" + ttl + " must be at least every=" + every.interval() + ", or nothing would ever fire.");
            }
        }

        /** The time to live. */
        @Override
        public Duration size() {
            return ttl;
        }

        /** It never ends. */
        @Override
        public boolean closes() {
            return false;
        }

        @Override
        public String toString() {
            return "global: true, trigger: { " + trigger + ", then: " + (purge ? "purge" : "keep") + " }, ttl: " + ttl;
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

    /** The hours, days, weeks or months of a time zone. */
    static Calendar calendar(CalendarUnit unit, ZoneId zone) {
        return new Calendar(unit, 1, 1, zone, Duration.ZERO);
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

    /** Whether its windows end, so that a result can wait for that. */
    default boolean closes() {
        return true;
    }

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
