package io.bellbuoy.engine.window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * The hours, days, weeks or months of a time zone, which cut all time into cells {@code [start, end)}: each instant lies in
 * exactly one. A slice is a cell, and its number is its start.
 *
 * <p>A cell begins at the first instant at which the zone's clock shows the beginning of the unit plus the offset, or would
 * if it were not put forward over it, as {@link LocalDate#atStartOfDay(ZoneId)} has it. So days in Berlin have 23 or 25 hours
 * where the clock is changed; the day whose midnight the clock in Sao Paulo skipped began at 01:00; and 2011-12-30, which
 * Apia skipped whole, is no cell. What the clock shows twice belongs to the cell that had begun at its first time.
 *
 * <p>Single hours are hours of 60 minutes from each full hour that the clock shows, both times where it shows one twice: a day
 * of 25 hours has 25. Where the clock is changed by a part of an hour, as on Lord Howe Island, that instant ends an hour.
 *
 * <p>Times of change come from the time zone data of the Java runtime. Immutable but for a memo; thread-safe.
 */
public final class CalendarCells implements SliceGrid {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    /** The epoch is a Thursday: its week began three days before. */
    private static final int DAYS_OF_FIRST_WEEK_BEFORE_EPOCH = 3;

    private static final int MEMO = 256;

    private final CalendarUnit unit;
    private final int step;
    private final ZoneId zone;
    private final ZoneRules rules;
    private final Duration offset;
    /** How much time falls to one place of the memo: half a cell, so that no two cells need each other's place. */
    private final long perPlace;
    /** Cells by time. Lost writes of other threads cost a calculation, since cells are immutable. */
    private final @Nullable Window[] memo = new Window[MEMO];

    private CalendarCells(WindowSpec.Calendar spec) {
        this.unit = spec.unit();
        this.step = spec.step();
        this.zone = spec.zone();
        this.rules = zone.getRules();
        this.offset = spec.offset();
        this.perPlace = unit.shortest().multipliedBy(step).toMillis() / 2;
    }

    /** The cells of a declaration. */
    public static CalendarCells of(WindowSpec.Calendar spec) {
        return new CalendarCells(spec);
    }

    @Override
    public long sliceOf(long time) {
        return cell(time).start();
    }

    /** The start of the cell that an instant lies in. */
    @Override
    public long startOf(long time) {
        return cell(time).start();
    }

    /** The end of the cell that an instant lies in. */
    @Override
    public long endOf(long time) {
        return cell(time).end();
    }

    /** Also slices that were stored under other rules of the zone, and begin where no cell does now, are before an end. */
    @Override
    public long lastBefore(long end) {
        return end - 1;
    }

    private Window cell(long time) {
        int place = Math.floorMod(Math.floorDiv(time, perPlace), MEMO);
        Window known = memo[place];
        if (known != null && known.contains(time)) {
            return known;
        }
        Window cell = unit == CalendarUnit.HOUR && step == 1 ? hour(time) : byClock(time);
        memo[place] = cell;
        return cell;
    }

    // ---- cells that begin by the clock

    private Window byClock(long time) {
        LocalDateTime clock =
                LocalDateTime.ofInstant(Instant.ofEpochMilli(time), zone).minus(offset);
        long number = numberOf(clock);
        // The clock may have been put back over a beginning, or beginnings that it skipped may be one instant.
        while (beginning(number + 1) <= time) {
            number++;
        }
        return new Window(beginning(number), beginning(number + 1));
    }

    private long numberOf(LocalDateTime clock) {
        long day = clock.toLocalDate().toEpochDay();
        return switch (unit) {
            case HOUR -> Math.floorDiv(day * 24 + clock.getHour(), step);
            case DAY -> day;
            case WEEK -> Math.floorDiv(day + DAYS_OF_FIRST_WEEK_BEFORE_EPOCH, 7);
            case MONTH -> Math.floorDiv(clock.getYear() * 12L + clock.getMonthValue() - 1, step);
        };
    }

    private LocalDateTime clockAt(long number) {
        long units = number * step;
        return switch (unit) {
            case HOUR -> LocalDate.ofEpochDay(Math.floorDiv(units, 24L)).atTime((int) Math.floorMod(units, 24L), 0);
            case DAY -> LocalDate.ofEpochDay(units).atStartOfDay();
            case WEEK ->
                LocalDate.ofEpochDay(units * 7 - DAYS_OF_FIRST_WEEK_BEFORE_EPOCH)
                        .atStartOfDay();
            case MONTH ->
                LocalDate.of((int) Math.floorDiv(units, 12L), (int) Math.floorMod(units, 12L) + 1, 1)
                        .atStartOfDay();
        };
    }

    private long beginning(long number) {
        LocalDateTime clock = clockAt(number).plus(offset);
        ZoneOffsetTransition change = rules.getTransition(clock);
        if (change == null) {
            return clock.toInstant(rules.getOffset(clock)).toEpochMilli();
        }
        return change.isGap()
                ? change.toEpochSecond() * 1_000
                : clock.toInstant(change.getOffsetBefore()).toEpochMilli();
    }

    // ---- hours

    private Window hour(long time) {
        Instant at = Instant.ofEpochMilli(time);
        long shift = rules.getOffset(at).getTotalSeconds() * 1_000L - offset.toMillis();
        long start = time - Math.floorMod(time + shift, HOUR);
        return new Window(cutStart(start, at), cutEnd(start + HOUR, at));
    }

    private long cutStart(long start, Instant time) {
        ZoneOffsetTransition change = rules.previousTransition(time.plusMillis(1));
        while (change != null && change.toEpochSecond() * 1_000 > start) {
            if (cutsHours(change)) {
                return change.toEpochSecond() * 1_000;
            }
            change = rules.previousTransition(change.getInstant());
        }
        return start;
    }

    private long cutEnd(long end, Instant time) {
        ZoneOffsetTransition change = rules.nextTransition(time);
        while (change != null && change.toEpochSecond() * 1_000 < end) {
            if (cutsHours(change)) {
                return change.toEpochSecond() * 1_000;
            }
            change = rules.nextTransition(change.getInstant());
        }
        return end;
    }

    private static boolean cutsHours(ZoneOffsetTransition change) {
        return change.getDuration().toMillis() % HOUR != 0;
    }

    // ---- identity

    @Override
    public String identity() {
        return step + unit.symbol() + " " + zone + " " + offset;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CalendarCells cells && cells.identity().equals(identity());
    }

    @Override
    public int hashCode() {
        return identity().hashCode();
    }

    @Override
    public String toString() {
        return identity();
    }
}
