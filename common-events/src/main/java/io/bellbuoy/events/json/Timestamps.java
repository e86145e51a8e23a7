package io.bellbuoy.events.json;

import java.nio.charset.StandardCharsets;
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

    static final String ALLOWED = "an ISO-8601 time with an offset, such as \"2026-01-02T03:04:05.678Z\"";

    // Instant.toString() leaves out zero fractions, so it has no fixed form.
    private static final DateTimeFormatter ANY_YEAR =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final String SHAPE = "yyyy-MM-ddTHH:mm:ss.SSSZ";
    private static final int MILLIS_PER_DAY = 86_400_000;
    /** 0000-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z, the times whose year has four digits. */
    private static final long FIRST = -62_167_219_200_000L;

    private static final long LAST = 253_402_300_799_999L;

    private Timestamps() {}

    /** The text of a time. */
    public static String format(Instant time) {
        long seconds = time.getEpochSecond();
        return seconds >= FIRST / 1000 && seconds <= LAST / 1000 ? format(time.toEpochMilli()) : ANY_YEAR.format(time);
    }

    /**
     * The text of a time.
     *
     * @param millis epoch milliseconds, UTC
     */
    public static String format(long millis) {
        if (millis < FIRST || millis > LAST) {
            return ANY_YEAR.format(Instant.ofEpochMilli(millis));
        }
        byte[] text = new byte[SHAPE.length()];
        writeDate(Math.toIntExact(Math.floorDiv(millis, (long) MILLIS_PER_DAY)), text);
        writeTime(Math.floorMod(millis, MILLIS_PER_DAY), text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /**
     * Writes the civil date of a day since 1970-01-01. Source: {@code civil_from_days} of H. Hinnant, "chrono-compatible
     * low-level date algorithms": years begin in March, so that the leap day is the last, and 400 of them have 146,097
     * days.
     */
    private static void writeDate(int epochDay, byte[] text) {
        int day = epochDay + 719_468;
        int era = Math.floorDiv(day, 146_097);
        int ofEra = day - era * 146_097;
        int yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        int ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * ofYear + 2) / 153;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        put(year, 4, text, 0);
        text[4] = '-';
        put(month, 2, text, 5);
        text[7] = '-';
        put(ofYear - (153 * monthFromMarch + 2) / 5 + 1, 2, text, 8);
    }

    private static void writeTime(int ofDay, byte[] text) {
        text[10] = 'T';
        put(ofDay / 3_600_000, 2, text, 11);
        text[13] = ':';
        put(ofDay / 60_000 % 60, 2, text, 14);
        text[16] = ':';
        put(ofDay / 1_000 % 60, 2, text, 17);
        text[19] = '.';
        put(ofDay % 1_000, 3, text, 20);
        text[23] = 'Z';
    }

    private static void put(int number, int digits, byte[] text, int at) {
        int rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
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
}
