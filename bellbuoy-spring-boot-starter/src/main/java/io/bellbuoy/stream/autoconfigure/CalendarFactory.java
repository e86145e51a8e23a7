package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.Nearest;
import io.bellbuoy.engine.window.CalendarUnit;
import io.bellbuoy.engine.window.WindowSpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Makes calendar windows of a time zone. */
final class CalendarFactory {

    private static final String UNITS = Arrays.stream(CalendarUnit.values())
            .flatMap(unit -> unit.steps().stream().map(step -> step + unit.symbol()))
            .collect(Collectors.joining(", "));

    private final Checks checks;
    private final ZoneId zone;

    CalendarFactory(Checks checks, String zone) {
        this.checks = checks;
        this.zone = zone(zone);
    }

    private ZoneId zone(String name) {
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException e) {
            throw checks.refused(
                    "window.zone",
                    "the unknown time zone '" + name + "'",
                    "a time zone of the IANA database, as in Europe/Berlin, or UTC" + hint(name));
        }
    }

    /** A city without its continent is a likely slip, which the edit distance does not find. */
    private static String hint(String name) {
        Collection<String> known = new TreeSet<>(ZoneId.getAvailableZoneIds());
        String city = "/" + name.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(zone -> zone.toLowerCase(Locale.ROOT).endsWith(city))
                .findFirst()
                .or(() -> Nearest.to(name, known))
                .map(zone -> ", did you mean '" + zone + "'?")
                .orElse("");
    }

    /** Units of the calendar: 24 hours are a day and 7 days a week. */
    private record Units(CalendarUnit unit, int count) {}

    /** Cells of the distance, as many as the size has. */
    WindowSpec create(String kind, WindowSize size, WindowSize every, Duration offset) {
        String property = kind.equals("sliding") ? "window.every" : "window." + kind;
        Units cell = units(property, every);
        if (!cell.unit().steps().contains(cell.count())) {
            throw checks.refused(property, every + " with zone", UNITS + ", which begin with the calendar's units");
        }
        long cells = cells(size, every);
        if (cells < 1 || cells > WindowSpec.Calendar.MAX_CELLS) {
            throw checks.refused(
                    property,
                    "every=" + every + " with sliding=" + size,
                    "a time that the size is a multiple of, at most " + WindowSpec.Calendar.MAX_CELLS
                            + " times; months for months");
        }
        Duration shortest = cell.unit().shortest().multipliedBy(cell.count());
        if (offset.compareTo(shortest) >= 0) {
            throw checks.refused("window.offset", offset.toString(), "0 or more, and less than " + shortest);
        }
        return new WindowSpec.Calendar(cell.unit(), cell.count(), (int) cells, zone, offset);
    }

    private Units units(String property, WindowSize size) {
        if (size.months() > 0) {
            return new Units(CalendarUnit.MONTH, size.months());
        }
        long millis = size.duration().toMillis();
        for (CalendarUnit unit : new CalendarUnit[] {CalendarUnit.WEEK, CalendarUnit.DAY, CalendarUnit.HOUR}) {
            long one = unit.shortest().toMillis();
            if (millis % one == 0) {
                return new Units(unit, (int) Math.min(millis / one, Integer.MAX_VALUE));
            }
        }
        throw checks.refused(property, size + " with zone", UNITS + ", or no zone");
    }

    /** How many cells a window has, or 0 if it is no whole number. */
    private static long cells(WindowSize size, WindowSize every) {
        if ((size.months() > 0) != (every.months() > 0)) {
            return 0;
        }
        long whole = size.months() > 0 ? size.months() : size.duration().toMillis();
        long part = every.months() > 0 ? every.months() : every.duration().toMillis();
        return whole % part == 0 ? whole / part : 0;
    }
}
