package io.bellbuoy.stream.autoconfigure;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as rules spell it: {@code 500ms}, {@code 5s}, {@code 10m}, {@code 24h}, {@code 30d}, {@code 1w}, or
 * ISO-8601 such as {@code PT10M}. A day has 24 hours, a week 7 days. A type of its own, since Spring's durations know
 * no week, and read {@code 1M} as a minute.
 *
 * @param duration the length, 0 or longer
 */
public record TimeSpan(Duration duration) {

    private static final String ALLOWED =
            "a number and one of ms, s, m, h, d, w, as in 10m, 30d or 1w, or ISO-8601 as in PT10M";

    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,15})(ms|s|m|h|d|w)");

    /** @throws IllegalArgumentException if it is negative or finer than a millisecond */
    public TimeSpan {
        Objects.requireNonNull(duration, "duration");
        if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException("Found " + duration + "; allowed: 0 or longer, in whole milliseconds.");
        }
    }

    /**
     * Reads a length of time.
     *
     * @throws IllegalArgumentException if the text is none; the message says what is allowed
     */
    public static TimeSpan valueOf(String text) {
        String trimmed = text.strip();
        if (trimmed.equals("0")) {
            return new TimeSpan(Duration.ZERO);
        }
        try {
            Matcher simple = SIMPLE.matcher(trimmed);
            return new TimeSpan(
                    simple.matches()
                            ? duration(Long.parseLong(simple.group(1)), simple.group(2))
                            : Duration.parse(trimmed));
        } catch (DateTimeParseException | ArithmeticException e) {
            // Without the cause, which Boot's analysis would show in place of this.
            throw new IllegalArgumentException("Found '" + text + "'; allowed: " + ALLOWED + ".");
        }
    }

    /**
     * Reads a bare number, as YAML delivers it.
     *
     * @throws IllegalArgumentException if it is not 0, which alone needs no unit
     */
    public static TimeSpan valueOf(Integer number) {
        return valueOf(number.toString());
    }

    private static Duration duration(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(Math.multiplyExact(number, 7));
        };
    }

    @Override
    public String toString() {
        return duration.toString();
    }
}
