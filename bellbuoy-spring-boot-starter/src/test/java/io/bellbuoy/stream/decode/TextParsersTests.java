package io.bellbuoy.stream.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The hand-written parsers against the JDK's; replay with {@code -Dtest.seed}. */
class TextParsersTests {

    private static final int CASES = 100_000;

    private final long seed = Long.getLong("test.seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @Test
    void timesEqualThoseOfJavaTime() {
        for (int i = 0; i < CASES; i++) {
            String text = mutated(time(), "0123456789-:.TZz+ ");
            assertThat(parseTime(text)).as("%s, seed %s", text, seed).isEqualTo(modelTime(text));
        }
    }

    @Test
    void everyDayOfTheCalendarIsRead() {
        for (long day = -719_528; day < 2_932_897; day += 1 + random.nextInt(20)) {
            Instant instant =
                    Instant.ofEpochSecond(day * 86_400 + random.nextInt(86_400), random.nextInt(1_000) * 1_000_000L);
            assertThat(parseTime(instant.toString()))
                    .as("%s, seed %s", instant, seed)
                    .isEqualTo(instant.toEpochMilli());
        }
    }

    @Test
    void unusualFormsOfTimeAreRead() {
        long expected = Instant.parse("2026-01-02T03:04:05.678Z").toEpochMilli();
        for (String text : List.of(
                "2026-01-02T03:04:05.678Z",
                "2026-01-02T03:04:05.678999999Z",
                "2026-01-02t03:04:05.678z",
                "2026-01-02T05:34:05.678+02:30",
                "2026-01-01T22:04:05.678-05:00")) {
            assertThat(parseTime(text)).as(text).isEqualTo(expected);
        }
    }

    @Test
    void finerDigitsAreCutTowardsThePast() {
        assertThat(parseTime("1969-12-31T23:59:59.9999Z")).isEqualTo(-1);
        assertThat(parseTime("1970-01-01T00:00:00.0009Z")).isZero();
    }

    @Test
    void decimalsEqualThoseOfBigDecimal() {
        for (int i = 0; i < CASES; i++) {
            String text = mutated(decimal(), "0123456789.-eE+ ");
            assertThat(DecimalText.ofText(ascii("x" + text + "y"), 1, text.length()))
                    .as("text %s, seed %s", text, seed)
                    .isEqualTo(text.matches("-?[0-9]+(\\.[0-9]+)?") ? modelDecimal(text) : null);
            if (text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
                assertThat(DecimalText.ofNumber(ascii(text), 0, text.length()))
                        .as("number %s, seed %s", text, seed)
                        .isEqualTo(modelDecimal(text));
            }
        }
    }

    @Test
    void decimalsHaveAtMostAHundredDigits() {
        assertThat(number("9".repeat(100))).isNotNull();
        assertThat(number("9".repeat(101))).isNull();
        assertThat(number("0." + "0".repeat(99) + "1")).isNotNull();
        assertThat(number("0." + "0".repeat(100) + "1")).isNull();
        assertThat(number("1e99")).hasToString("1" + "0".repeat(99));
        assertThat(number("1e100")).isNull();
        assertThat(number("-1e2147483647")).isNull();
    }

    private static @Nullable BigDecimal number(String text) {
        return DecimalText.ofNumber(ascii(text), 0, text.length());
    }

    private static @Nullable BigDecimal modelDecimal(String text) {
        BigDecimal decimal;
        try {
            decimal = new BigDecimal(text);
        } catch (NumberFormatException e) {
            // An exponent that no BigDecimal can have.
            return null;
        }
        if (decimal.signum() == 0 && decimal.scale() < 0) {
            return BigDecimal.ZERO;
        }
        if (Math.abs((long) decimal.scale()) > 1000) {
            return null;
        }
        // The digits that the plain form has from its first to its last that counts.
        BigDecimal plain = decimal.scale() < 0 ? decimal.setScale(0) : decimal;
        return plain.precision() > 100 || plain.scale() > 100 ? null : plain;
    }

    @Test
    void integersAreEpochMillisecondsOfTheYearsThatAreAllowed() {
        for (long millis : new long[] {0, -1, 1_767_323_045_678L, TimeText.EARLIEST, TimeText.LATEST}) {
            assertThat(integerTime(Long.toString(millis))).isEqualTo(millis);
        }
        assertThat(integerTime("-0")).isZero();
        for (String text : List.of("", "1.5", "1e3", "-62167219200001", "253402300800000", "9".repeat(30))) {
            assertThat(integerTime(text)).as(text).isEqualTo(TimeText.NONE);
        }
    }

    private static long integerTime(String text) {
        return TimeText.ofInteger(ascii(text), 0, text.length());
    }

    private static long parseTime(String text) {
        return TimeText.parse(ascii("x" + text + "y"), 1, text.length());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static long modelTime(String text) {
        try {
            long millis = Instant.parse(text).toEpochMilli();
            return TimeText.isAllowed(millis) ? millis : TimeText.NONE;
        } catch (DateTimeException | ArithmeticException e) {
            return TimeText.NONE;
        }
    }

    private String time() {
        Instant instant = Instant.ofEpochSecond(
                random.nextLong(-62_167_219_200L, 253_402_300_800L), random.nextInt(1_000_000_000));
        String pattern =
                List.of("", ".S", ".SS", ".SSS", ".SSSSSS", ".SSSSSSSSS").get(random.nextInt(6));
        return DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss" + pattern + "'Z'")
                .withZone(ZoneOffset.UTC)
                .format(instant);
    }

    private String decimal() {
        BigInteger unscaled = new BigInteger(random.nextInt(80), random);
        BigDecimal decimal = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), random.nextInt(25));
        return random.nextInt(5) == 0 ? decimal.toString() + "e" + random.nextInt(30) : decimal.toPlainString();
    }

    /** The text, or one with a few characters changed, added or left out. */
    private String mutated(String text, String alphabet) {
        StringBuilder mutated = new StringBuilder(text);
        for (int changes = random.nextInt(3); changes > 0 && !mutated.isEmpty(); changes--) {
            int at = random.nextInt(mutated.length());
            char other = alphabet.charAt(random.nextInt(alphabet.length()));
            switch (random.nextInt(3)) {
                case 0 -> mutated.setCharAt(at, other);
                case 1 -> mutated.insert(at, other);
                default -> mutated.deleteCharAt(at);
            }
        }
        return mutated.toString();
    }
}
