package io.bellbuoy.events.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/**
 * The one text form of a time on topics: ISO-8601, UTC, always three digits of a second, such as
 * {@code 2026-01-02T03:04:05.678Z}. Finer digits are cut, towards the past. Thread-safe.
 */
public final class Timestamps {

    // Instant.toString() leaves out zero fractions, so it has no fixed form.
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Timestamps() {}

    /** The text of a time. */
    public static String format(Instant time) {
        return MILLISECONDS.format(time);
    }

    /**
     * The time of a text, which may have another offset than UTC and up to nine digits of a second.
     *
     * @throws EventFormatException if the text is no ISO-8601 date and time with an offset
     */
    public static Instant parse(String text) {
        try {
            return Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw new EventFormatException("A time is not " + ALLOWED + ".");
        }
    }

    static final String ALLOWED = "an ISO-8601 time with an offset, such as \"2026-01-02T03:04:05.678Z\"";
}
