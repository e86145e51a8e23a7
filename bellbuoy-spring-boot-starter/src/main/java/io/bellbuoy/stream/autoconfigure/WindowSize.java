package io.bellbuoy.stream.autoconfigure;

import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size or distance of windows as rules spell it: a {@link TimeSpan}, or months, {@code 1M} or {@code P1M}.
 *
 * @param months the months; 0 if it is a length of time
 * @param duration the length of time; 0 if it is months
 */
public record WindowSize(int months, Duration duration) {

    private static final Pattern MONTHS = Pattern.compile("P?(\\d{1,4})M");

    /** @throws IllegalArgumentException if it is negative, finer than a millisecond, or both months and a length of time */
    public WindowSize {
        Objects.requireNonNull(duration, "duration");
        new TimeSpan(duration);
        if (months < 0 || months > 0 && !duration.isZero()) {
            throw new IllegalArgumentException(
                    "Found " + months + " months and " + duration + "; allowed: one of them.");
        }
    }

    /**
     * Reads a size.
     *
     * @throws IllegalArgumentException if the text is none; the message says what is allowed
     */
    public static WindowSize valueOf(String text) {
        Matcher months = MONTHS.matcher(text.strip());
        if (months.matches()) {
            return new WindowSize(Integer.parseInt(months.group(1)), Duration.ZERO);
        }
        try {
            return new WindowSize(0, TimeSpan.valueOf(text).duration());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    String.valueOf(e.getMessage()).replaceFirst("\\.$", ", or months as in 1M."));
        }
    }

    /**
     * Reads a bare number, as YAML delivers it.
     *
     * @throws IllegalArgumentException if it is not 0, which alone needs no unit
     */
    public static WindowSize valueOf(Integer number) {
        return valueOf(number.toString());
    }

    boolean isZero() {
        return months == 0 && duration.isZero();
    }

    @Override
    public String toString() {
        return months > 0 ? months + "M" : duration.toString();
    }
}
