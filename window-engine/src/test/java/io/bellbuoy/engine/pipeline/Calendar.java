package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.pipeline.BruteForce.Window;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The calendar windows of an instant, found by walking the clock of the zone past it. */
final class Calendar {

    private Calendar() {}

    /** The windows that hold an instant, by their start. */
    static List<Window> windows(WindowSpec.Calendar spec, long time) {
        // A zone that crossed the date line had the same day twice.
        long before = spec.size()
                .plus(spec.unit().longest().multipliedBy(2L * spec.step()))
                .plusDays(2)
                .toMillis();
        ZonedDateTime from = Instant.ofEpochMilli(time - before).atZone(spec.zone());
        List<Long> bounds = new ArrayList<>(bounds(spec, from.toLocalDate(), time + before));
        List<Window> windows = new ArrayList<>();
        for (int i = 0; i + spec.cells() < bounds.size(); i++) {
            Window window = new Window(bounds.get(i), bounds.get(i + spec.cells()));
            if (window.start() <= time && time < window.end()) {
                windows.add(window);
            }
        }
        return windows;
    }

    private static TreeSet<Long> bounds(WindowSpec.Calendar spec, LocalDate from, long to) {
        LocalDateTime clock = first(spec, from).atStartOfDay();
        TreeSet<Long> bounds = new TreeSet<>();
        while (bounds.isEmpty() || bounds.last() <= to) {
            bounds.add(instant(clock.plus(spec.offset()), spec));
            clock = switch (spec.unit()) {
                case HOUR -> clock.plusHours(spec.step());
                case DAY -> clock.plusDays(spec.step());
                case WEEK -> clock.plusWeeks(spec.step());
                case MONTH -> clock.plusMonths(spec.step());
            };
        }
        return bounds;
    }

    private static LocalDate first(WindowSpec.Calendar spec, LocalDate from) {
        return switch (spec.unit()) {
            case HOUR, DAY -> from;
            case WEEK -> from.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> from.withDayOfYear(1);
        };
    }

    /** A clock time that was skipped is the instant at which it was. */
    private static long instant(LocalDateTime clock, WindowSpec.Calendar spec) {
        ZonedDateTime shown = clock.atZone(spec.zone());
        long skipped = ChronoUnit.MILLIS.between(clock, shown.toLocalDateTime());
        if (skipped == 0) {
            return shown.toInstant().toEpochMilli();
        }
        return spec.zone().getRules().getTransition(clock).getInstant().toEpochMilli();
    }
}
