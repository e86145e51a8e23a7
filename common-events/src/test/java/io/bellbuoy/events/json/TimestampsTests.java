package io.bellbuoy.events.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTests {

    private static final DateTimeFormatter EXPECTED =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05.678Z, 2026-01-02T03:04:05.678Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000Z",
        "1969-12-31T23:59:59.9999Z, 1969-12-31T23:59:59.999Z",
        "2024-02-29T23:59:59.999999999Z, 2024-02-29T23:59:59.999Z",
        "1900-03-01T00:00:00.001Z, 1900-03-01T00:00:00.001Z",
        "2000-02-29T12:00:00.01Z, 2000-02-29T12:00:00.010Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00.000Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999Z",
        "-0001-12-31T23:59:59.999Z, -0001-12-31T23:59:59.999Z",
        "+10000-01-01T00:00:00Z, +10000-01-01T00:00:00.000Z"
    })
    void timeIsCutToMilliseconds(Instant time, String expected) {
        assertThat(Timestamps.format(time)).isEqualTo(expected);
        assertThat(Timestamps.format(time.toEpochMilli())).isEqualTo(expected);
    }

    @Test
    void everyDateOfFourDigitsIsThatOfTheCalendar() {
        LocalDate end = LocalDate.of(10_000, 1, 1);
        for (LocalDate date = LocalDate.of(0, 1, 1); date.isBefore(end); date = date.plusDays(1)) {
            String text = Timestamps.format(date.atStartOfDay(ZoneOffset.UTC).toInstant());
            if (!text.equals(date + "T00:00:00.000Z")) {
                assertThat(text).isEqualTo(date + "T00:00:00.000Z");
            }
        }
    }

    @Test
    void everyTimeHasTheTextOfTheFormatter() {
        long seed = Long.getLong("test.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            // A tenth of them in the years before and after those of four digits.
            long millis = FIRST - (LAST - FIRST) / 20 + (long) (random.nextDouble() * 1.1 * (LAST - FIRST));
            Instant time = Instant.ofEpochMilli(millis).plusNanos(random.nextInt(1_000_000));
            assertThat(Timestamps.format(time)).as("%s, seed %s", time, seed).isEqualTo(EXPECTED.format(time));
            assertThat(Timestamps.format(millis))
                    .as("%s, seed %s", millis, seed)
                    .isEqualTo(Timestamps.format(time));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE})
    void edgesOfMillisecondsHaveTheTextOfTheFormatter(long millis) {
        assertThat(Timestamps.format(millis)).isEqualTo(EXPECTED.format(Instant.ofEpochMilli(millis)));
    }

    @Test
    void edgesOfInstantsHaveTheTextOfTheFormatter() {
        assertThat(Timestamps.format(Instant.MIN)).isEqualTo(EXPECTED.format(Instant.MIN));
        assertThat(Timestamps.format(Instant.MAX)).isEqualTo(EXPECTED.format(Instant.MAX));
    }
}
