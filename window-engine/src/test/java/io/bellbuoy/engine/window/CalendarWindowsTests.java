package io.bellbuoy.engine.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bellbuoy.engine.testing.Cases;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarWindowsTests {

    @ParameterizedTest(name = "{0} in {1}, offset {2}: {3} lies in [{4}, {5}) of {6}")
    @CsvSource({
        // days of 24, 23 and 25 hours
        "1d, Europe/Berlin, PT0S, 2026-01-15T12:00:00Z, 2026-01-14T23:00:00Z, 2026-01-15T23:00:00Z, PT24H",
        "1d, Europe/Berlin, PT0S, 2026-01-14T23:00:00Z, 2026-01-14T23:00:00Z, 2026-01-15T23:00:00Z, PT24H",
        "1d, Europe/Berlin, PT0S, 2026-01-14T22:59:59.999Z, 2026-01-13T23:00:00Z, 2026-01-14T23:00:00Z, PT24H",
        "1d, Europe/Berlin, PT0S, 2026-03-29T12:00:00Z, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, PT23H",
        "1d, Europe/Berlin, PT0S, 2026-10-25T12:00:00Z, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z, PT25H",
        "1d, Europe/Berlin, PT6H, 2026-03-29T03:59:00Z, 2026-03-28T05:00:00Z, 2026-03-29T04:00:00Z, PT23H",
        "1d, Europe/Berlin, PT2H30M, 2026-03-29T12:00:00Z, 2026-03-29T01:00:00Z, 2026-03-30T00:30:00Z, PT23H30M",
        // before the epoch, without daylight saving
        "1d, Europe/Berlin, PT0S, 1969-12-31T23:30:00Z, 1969-12-31T23:00:00Z, 1970-01-01T23:00:00Z, PT24H",
        "1d, UTC, PT0S, 1969-12-31T23:59:59.999Z, 1969-12-31T00:00:00Z, 1970-01-01T00:00:00Z, PT24H",
        // midnights that do not exist, or exist twice
        "1d, America/Sao_Paulo, PT0S, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z, PT23H",
        "1d, America/Sao_Paulo, PT0S, 2018-02-17T12:00:00Z, 2018-02-17T02:00:00Z, 2018-02-18T03:00:00Z, PT25H",
        "1d, Asia/Beirut, PT0S, 2022-03-27T12:00:00Z, 2022-03-26T22:00:00Z, 2022-03-27T21:00:00Z, PT23H",
        "1d, America/St_Johns, PT0S, 2010-11-07T02:45:00Z, 2010-11-07T02:30:00Z, 2010-11-08T03:30:00Z, PT25H",
        "1d, America/St_Johns, PT0S, 2010-11-07T02:32:00Z, 2010-11-07T02:30:00Z, 2010-11-08T03:30:00Z, PT25H",
        // a day that was skipped, and one that came twice
        "1d, Pacific/Apia, PT0S, 2011-12-30T09:59:59Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z, PT24H",
        "1d, Pacific/Apia, PT0S, 2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z, PT24H",
        "1d, Pacific/Kwajalein, PT0S, 1993-08-21T13:00:00Z, 1993-08-21T12:00:00Z, 1993-08-22T12:00:00Z, PT24H",
        // weeks
        "1w, Europe/Berlin, PT0S, 2026-01-15T12:00:00Z, 2026-01-11T23:00:00Z, 2026-01-18T23:00:00Z, PT168H",
        "1w, Europe/Berlin, PT0S, 2026-03-29T12:00:00Z, 2026-03-22T23:00:00Z, 2026-03-29T22:00:00Z, PT167H",
        "1w, Europe/Berlin, PT6H, 2026-01-12T04:59:00Z, 2026-01-05T05:00:00Z, 2026-01-12T05:00:00Z, PT168H",
        "1w, Europe/Berlin, PT144H, 2026-01-17T23:00:00Z, 2026-01-17T23:00:00Z, 2026-01-24T23:00:00Z, PT168H",
        "1w, UTC, PT0S, 1970-01-01T00:00:00Z, 1969-12-29T00:00:00Z, 1970-01-05T00:00:00Z, PT168H",
        "1w, UTC, PT0S, 1969-12-28T23:59:59Z, 1969-12-22T00:00:00Z, 1969-12-29T00:00:00Z, PT168H",
        // months, quarters and years
        "1M, UTC, PT0S, 2024-02-29T12:00:00Z, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z, PT696H",
        "1M, Europe/Berlin, PT0S, 2026-03-15T12:00:00Z, 2026-02-28T23:00:00Z, 2026-03-31T22:00:00Z, PT743H",
        "1M, UTC, PT96H, 2026-02-04T23:59:59Z, 2026-01-05T00:00:00Z, 2026-02-05T00:00:00Z, PT744H",
        "1M, UTC, PT0S, 1969-12-31T12:00:00Z, 1969-12-01T00:00:00Z, 1970-01-01T00:00:00Z, PT744H",
        "3M, UTC, PT0S, 2026-05-15T12:00:00Z, 2026-04-01T00:00:00Z, 2026-07-01T00:00:00Z, PT2184H",
        "12M, UTC, PT0S, 2024-05-15T12:00:00Z, 2024-01-01T00:00:00Z, 2025-01-01T00:00:00Z, PT8784H",
        // hours: of 60 minutes, both times where the clock shows one twice
        "1h, Asia/Kolkata, PT0S, 2026-01-15T12:00:00Z, 2026-01-15T11:30:00Z, 2026-01-15T12:30:00Z, PT1H",
        "1h, Asia/Kathmandu, PT15M, 2026-01-15T12:00:00Z, 2026-01-15T11:30:00Z, 2026-01-15T12:30:00Z, PT1H",
        "1h, Europe/Berlin, PT0S, 2026-10-25T00:30:00Z, 2026-10-25T00:00:00Z, 2026-10-25T01:00:00Z, PT1H",
        "1h, Europe/Berlin, PT0S, 2026-10-25T01:30:00Z, 2026-10-25T01:00:00Z, 2026-10-25T02:00:00Z, PT1H",
        "1h, Australia/Lord_Howe, PT0S, 2026-04-04T14:59:00Z, 2026-04-04T14:00:00Z, 2026-04-04T15:00:00Z, PT1H",
        "1h, Australia/Lord_Howe, PT0S, 2026-04-04T15:10:00Z, 2026-04-04T15:00:00Z, 2026-04-04T15:30:00Z, PT30M",
        "1h, Australia/Lord_Howe, PT0S, 2026-04-04T15:30:00Z, 2026-04-04T15:30:00Z, 2026-04-04T16:30:00Z, PT1H",
        "1h, Australia/Lord_Howe, PT0S, 2026-10-03T15:40:00Z, 2026-10-03T15:30:00Z, 2026-10-03T16:00:00Z, PT30M",
        // several hours are those of the clock
        "6h, Europe/Berlin, PT0S, 2026-03-29T00:30:00Z, 2026-03-28T23:00:00Z, 2026-03-29T04:00:00Z, PT5H",
        "6h, Europe/Berlin, PT0S, 2026-10-25T00:30:00Z, 2026-10-24T22:00:00Z, 2026-10-25T05:00:00Z, PT7H",
        "8h, Europe/Berlin, PT6H, 2026-10-25T00:30:00Z, 2026-10-24T20:00:00Z, 2026-10-25T05:00:00Z, PT9H",
        "12h, Europe/Berlin, PT0S, 2026-01-15T23:30:00Z, 2026-01-15T23:00:00Z, 2026-01-16T11:00:00Z, PT12H",
    })
    void anInstantLiesInOneCell(
            String cell, String zone, Duration offset, Instant time, Instant start, Instant end, Duration length) {
        CalendarWindows windows = windows(cell, 1, zone, offset);
        long end1 = windows.firstEnd(time.toEpochMilli());

        assertThat(Instant.ofEpochMilli(windows.firstStart(time.toEpochMilli())))
                .isEqualTo(start);
        assertThat(Instant.ofEpochMilli(end1)).isEqualTo(end);
        assertThat(windows.lastEnd(time.toEpochMilli())).isEqualTo(end1);
        assertThat(windows.endAfter(time.toEpochMilli())).isEqualTo(end1);
        assertThat(windows.startOf(end1)).isEqualTo(start.toEpochMilli());
        assertThat(Duration.between(start, end)).isEqualTo(length);
    }

    @Test
    void severalDaysInEachWindow() {
        CalendarWindows windows = windows("1d", 2, "Europe/Berlin", Duration.ZERO);
        long noon = Instant.parse("2026-03-29T10:00:00Z").toEpochMilli();
        List<Window> holding = new ArrayList<>();
        for (long end = windows.firstEnd(noon); end <= windows.lastEnd(noon); end = windows.nextEnd(end)) {
            holding.add(windows.endingAt(end));
        }

        assertThat(windows.count(windows.firstEnd(noon), windows.lastEnd(noon))).isEqualTo(2);
        assertThat(holding)
                .containsExactly(
                        window("2026-03-27T23:00:00Z", "2026-03-29T22:00:00Z"),
                        window("2026-03-28T23:00:00Z", "2026-03-30T22:00:00Z"));
        assertThat(windows.firstStart(noon)).isEqualTo(holding.get(0).start());
    }

    @Test
    void sevenDaysOfApiaAreSevenThatWere() {
        CalendarWindows windows = windows("1d", 7, "Pacific/Apia", Duration.ZERO);
        long end = Instant.parse("2012-01-03T10:00:00Z").toEpochMilli();

        assertThat(windows.endingAt(end)).isEqualTo(window("2011-12-27T10:00:00Z", "2012-01-03T10:00:00Z"));
    }

    // ---- every zone, around every change of its clock

    private static final List<String> CELLS = List.of("1h", "2h", "6h", "8h", "12h", "1d", "1w", "1M", "3M", "12M");

    /** The cells of random declarations around all transitions, and far from them, cut time without gap or overlap. */
    @Test
    void cellsPartitionTimeInEveryZone() {
        long seed = Long.getLong("test.seed", 1);
        Random random = Cases.random(seed);
        for (String zone : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            CalendarCells cells = cells(zone, random);
            for (long time : instants(ZoneId.of(zone), random)) {
                assertPartition(cells, time, seed);
            }
        }
    }

    private static CalendarCells cells(String zone, Random random) {
        String cell = CELLS.get(random.nextInt(CELLS.size()));
        WindowSpec.Calendar plain = spec(cell, 1, zone, Duration.ZERO);
        long shortest = plain.unit().shortest().multipliedBy(plain.step()).toMinutes();
        Duration offset = random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(random.nextLong(shortest));
        return CalendarCells.of(spec(cell, 1, zone, offset));
    }

    private static List<Long> instants(ZoneId zone, Random random) {
        List<Long> instants = new ArrayList<>();
        for (ZoneOffsetTransition change : zone.getRules().getTransitions()) {
            long at = change.toEpochSecond() * 1_000;
            instants.add(at);
            instants.add(at - 1);
            instants.add(at + random.nextLong(2 * 86_400_000) - 86_400_000);
        }
        for (int i = 0; i < 10; i++) {
            instants.add(random.nextLong(8_000_000_000_000L) - 4_000_000_000_000L);
        }
        return instants;
    }

    private static void assertPartition(CalendarCells cells, long time, long seed) {
        long start = cells.startOf(time);
        long end = cells.endOf(time);
        String where = "%s at %s, -Dtest.seed=%s".formatted(cells, Instant.ofEpochMilli(time), seed);
        assertThat(start).as(where).isLessThanOrEqualTo(time);
        assertThat(end).as(where).isGreaterThan(time);
        for (long inside : new long[] {start, end - 1, start + (end - start) / 2}) {
            assertThat(cells.startOf(inside)).as("start, " + where).isEqualTo(start);
            assertThat(cells.endOf(inside)).as("end, " + where).isEqualTo(end);
        }
        assertThat(cells.endOf(start - 1)).as("cell before, " + where).isEqualTo(start);
        assertThat(cells.startOf(end)).as("cell after, " + where).isEqualTo(end);
        assertThat(cells.lastBefore(start)).as(where).isLessThan(start);
    }

    @Test
    void unitsBeginWhereJavaSaysInEveryZone() {
        long seed = Long.getLong("test.seed", 1);
        Random random = Cases.random(seed);
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(id);
            CalendarCells days = CalendarCells.of(spec("1d", 1, id, Duration.ZERO));
            CalendarCells weeks = CalendarCells.of(spec("1w", 1, id, Duration.ZERO));
            CalendarCells months = CalendarCells.of(spec("1M", 1, id, Duration.ZERO));
            for (int i = 0; i < 30; i++) {
                // A clock that was put back over midnight shows the day before once more; those instants are left out.
                ZonedDateTime time = LocalDateTime.of(1960 + random.nextInt(90), 1, 1, 12, 0)
                        .plusDays(random.nextInt(366))
                        .atZone(zone);
                String where = "%s, -Dtest.seed=%s".formatted(time, seed);
                assertThat(days.startOf(millis(time)))
                        .as(where)
                        .isEqualTo(millis(time.toLocalDate().atStartOfDay(zone)));
                assertThat(weeks.startOf(millis(time)))
                        .as(where)
                        .isEqualTo(millis(time.toLocalDate()
                                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                                .atStartOfDay(zone)));
                assertThat(months.startOf(millis(time)))
                        .as(where)
                        .isEqualTo(millis(time.toLocalDate().withDayOfMonth(1).atStartOfDay(zone)));
            }
        }
    }

    @Test
    void hoursBeginWhereJavaTruncatesThem() {
        long seed = Long.getLong("test.seed", 1);
        Random random = Cases.random(seed);
        for (String id : List.of("Europe/Berlin", "Asia/Kathmandu", "America/New_York", "UTC")) {
            CalendarCells hours = CalendarCells.of(spec("1h", 1, id, Duration.ZERO));
            for (int i = 0; i < 500; i++) {
                ZonedDateTime time = Instant.ofEpochMilli(random.nextLong(2_000_000_000_000L))
                        .atZone(ZoneId.of(id));
                assertThat(hours.startOf(millis(time)))
                        .as("%s, -Dtest.seed=%s", time, seed)
                        .isEqualTo(millis(time.truncatedTo(ChronoUnit.HOURS)));
            }
        }
    }

    @Test
    void windowsOfSeveralCellsAgreeWithCounting() {
        long seed = Long.getLong("test.seed", 1);
        Random random = Cases.random(seed);
        List<String> zones = new ArrayList<>(new TreeSet<>(ZoneId.getAvailableZoneIds()));
        for (int i = 0; i < 300; i++) {
            String zone = zones.get(random.nextInt(zones.size()));
            CalendarWindows windows = new CalendarWindows(cells(zone, random), 1 + random.nextInt(5));
            CalendarCells cells = windows.cells();
            long time = random.nextLong(4_000_000_000_000L) - 1_000_000_000_000L;
            List<Long> bounds = new ArrayList<>(List.of(cells.startOf(time)));
            for (int k = 0; k < 6; k++) {
                bounds.add(0, cells.startOf(bounds.get(0) - 1));
                bounds.add(cells.endOf(bounds.get(bounds.size() - 1)));
            }
            List<Window> holding = new ArrayList<>();
            for (int from = 0; from + windows.count() < bounds.size(); from++) {
                Window window = new Window(bounds.get(from), bounds.get(from + windows.count()));
                if (window.contains(time)) {
                    holding.add(window);
                }
            }
            String where = "%s at %s, -Dtest.seed=%s".formatted(windows, time, seed);
            assertThat(holding).as(where).hasSize(windows.count());
            assertThat(windows.firstStart(time))
                    .as(where)
                    .isEqualTo(holding.get(0).start());
            assertThat(windows.firstEnd(time))
                    .as(where)
                    .isEqualTo(holding.get(0).end());
            assertThat(windows.lastEnd(time))
                    .as(where)
                    .isEqualTo(holding.get(holding.size() - 1).end());
            assertThat(windows.endUpTo(time)).as(where).isEqualTo(bounds.get(6));
            for (Window window : holding) {
                assertThat(windows.endingAt(window.end())).as(where).isEqualTo(window);
            }
        }
    }

    // ---- declarations

    @Test
    void calendarWindowsShareAGridIfTheirCellsAreTheSame() {
        AlignedWindows day = windows("1d", 1, "Europe/Berlin", Duration.ZERO);
        AlignedWindows week = windows("1d", 7, "Europe/Berlin", Duration.ZERO);

        assertThat(SliceGrid.of(List.of(day, week))).isEqualTo(day.grid());
        assertThatThrownBy(() -> SliceGrid.of(List.of(day, windows("1d", 1, "UTC", Duration.ZERO))))
                .hasMessageContaining("nothing in common");
    }

    @Test
    void aDeclarationIsSpeltAsInYaml() {
        assertThat(spec("1d", 1, "Europe/Berlin", Duration.ZERO)).hasToString("tumbling: 1d, zone: Europe/Berlin");
        assertThat(spec("3M", 4, "UTC", Duration.ofDays(4)))
                .hasToString("sliding: 12M, every: 3M, zone: UTC, offset: PT96H");
        assertThat(spec("1w", 1, "UTC", Duration.ZERO).size()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void cellsWithoutAClearBeginningAreRefused() {
        assertThatThrownBy(() -> spec("5h", 1, "UTC", Duration.ZERO))
                .hasMessage("A calendar window of 5h has no clear beginning; allowed: [1, 2, 3, 4, 6, 8, 12] h.");
        assertThatThrownBy(() -> spec("2d", 1, "UTC", Duration.ZERO)).hasMessageContaining("allowed: [1] d");
        assertThatThrownBy(() -> spec("1d", 1, "UTC", Duration.ofHours(24)))
                .hasMessage("offset=PT24H must be at least 0 and less than PT24H.");
        assertThatThrownBy(() -> spec("1d", 1_001, "UTC", Duration.ZERO)).hasMessageContaining("1 to 1000");
    }

    private static long millis(ZonedDateTime time) {
        return time.toInstant().toEpochMilli();
    }

    private static Window window(String start, String end) {
        return new Window(
                Instant.parse(start).toEpochMilli(), Instant.parse(end).toEpochMilli());
    }

    private static CalendarWindows windows(String cell, int count, String zone, Duration offset) {
        return (CalendarWindows) AlignedWindows.of(spec(cell, count, zone, offset));
    }

    private static WindowSpec.Calendar spec(String cell, int count, String zone, Duration offset) {
        String symbol = cell.substring(cell.length() - 1);
        CalendarUnit unit = List.of(CalendarUnit.values()).stream()
                .filter(candidate -> candidate.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
        int step = Integer.parseInt(cell.substring(0, cell.length() - 1));
        return new WindowSpec.Calendar(unit, step, count, ZoneId.of(zone), offset);
    }
}
