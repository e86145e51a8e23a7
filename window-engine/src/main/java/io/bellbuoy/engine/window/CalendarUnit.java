package io.bellbuoy.engine.window;

import java.time.Duration;
import java.util.List;

/** A unit of the calendar that windows in a time zone are made of, and how many of it have a clear beginning together. */
public enum CalendarUnit {
    /** 60 minutes from each full hour; several are those of the clock, from midnight. */
    HOUR("h", Duration.ofHours(1), Duration.ofHours(1), List.of(1, 2, 3, 4, 6, 8, 12)),
    /** From midnight. */
    DAY("d", Duration.ofDays(1), Duration.ofDays(1), List.of(1)),
    /** From Monday (ISO-8601). */
    WEEK("w", Duration.ofDays(7), Duration.ofDays(7), List.of(1)),
    /** From the first day; several are those of the year, from January. */
    MONTH("M", Duration.ofDays(28), Duration.ofDays(31), List.of(1, 2, 3, 4, 6, 12));

    private final String symbol;
    private final Duration shortest;
    private final Duration longest;
    private final List<Integer> steps;

    CalendarUnit(String symbol, Duration shortest, Duration longest, List<Integer> steps) {
        this.symbol = symbol;
        this.shortest = shortest;
        this.longest = longest;
        this.steps = steps;
    }

    /** How it is spelt after a number. */
    public String symbol() {
        return symbol;
    }

    /** How many of it make one cell. */
    public List<Integer> steps() {
        return steps;
    }

    /** Its length by the clock, of months the shortest. */
    public Duration shortest() {
        return shortest;
    }

    /** Its length by the clock, of months the longest. */
    public Duration longest() {
        return longest;
    }
}
