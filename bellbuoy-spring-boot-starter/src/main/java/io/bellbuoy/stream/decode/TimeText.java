package io.bellbuoy.stream.decode;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Epoch milliseconds from ISO-8601 text with an offset, in ASCII; finer digits are cut, towards the past. The usual form
 * in UTC is read by hand; every other one by java.time.
 */
final class TimeText {

    /** Stands for text that is no time. */
    static final long NONE = Long.MIN_VALUE;

    /** 0000-01-01T00:00:00Z. */
    static final long EARLIEST = -62_167_219_200_000L;
    /** 9999-12-31T23:59:59.999Z; beyond lies no real time, and window arithmetic must not overflow. */
    static final long LATEST = 253_402_300_799_999L;

    static final String ALLOWED =
            "an ISO-8601 time with an offset, such as \"2026-01-02T03:04:05.678Z\", or epoch milliseconds, of the years 0 to 9999";

    /** More than any valid form is long. */
    static final int LONGEST = 64;

    /** The characters that an integer may have, which are those of {@link #EARLIEST}. */
    private static final int MILLIS = 15;

    private static final int DATE_AND_TIME = "yyyy-MM-ddTHH:mm:ss".length();
    private static final int MILLIS_PER_DAY = 86_400_000;

    private TimeText() {}

    /** The epoch milliseconds of the text, or {@link #NONE}. */
    static long parse(byte[] text, int offset, int length) {
        long usual = usual(text, offset, length);
        if (usual != NONE) {
            return usual;
        }
        return length <= LONGEST ? slow(new String(text, offset, length, StandardCharsets.ISO_8859_1)) : NONE;
    }

    /** The epoch milliseconds that a JSON integer is, or {@link #NONE}. */
    static long ofInteger(byte[] text, int offset, int length) {
        if (length == 0 || length > MILLIS) {
            return NONE;
        }
        int sign = text[offset] == '-' ? 1 : 0;
        long millis = 0;
        for (int i = offset + sign; i < offset + length; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            millis = millis * 10 + digit;
        }
        millis = sign == 0 ? millis : -millis;
        return isAllowed(millis) ? millis : NONE;
    }

    /** Whether the epoch milliseconds are within the years that are allowed. */
    static boolean isAllowed(long millis) {
        return millis >= EARLIEST && millis <= LATEST;
    }

    private static long slow(String text) {
        try {
            long millis = Instant.parse(text).toEpochMilli();
            return isAllowed(millis) ? millis : NONE;
        } catch (DateTimeException | ArithmeticException e) {
            return NONE;
        }
    }

    /** The epoch milliseconds of the usual form, which ends in Z; {@link #NONE} for every other one, valid or not. */
    static long usual(byte[] text, int o, int length) {
        if (length <= DATE_AND_TIME || text[o + length - 1] != 'Z' || !hasSeparators(text, o)) {
            return NONE;
        }
        int year = number(text, o, 4);
        int month = number(text, o + 5, 2);
        int day = number(text, o + 8, 2);
        int hour = number(text, o + 11, 2);
        int minute = number(text, o + 14, 2);
        int second = number(text, o + 17, 2);
        int millis = fraction(text, o + DATE_AND_TIME, o + length - 1);
        boolean valid = year >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= daysOf(year, month)
                && hour >= 0
                && hour <= 23
                && minute >= 0
                && minute <= 59
                && second >= 0
                && second <= 59
                && millis >= 0;
        if (!valid) {
            return NONE;
        }
        int ofDay = ((hour * 60 + minute) * 60 + second) * 1000 + millis;
        return epochDay(year, month, day) * MILLIS_PER_DAY + ofDay;
    }

    private static boolean hasSeparators(byte[] text, int o) {
        return text[o + 4] == '-'
                && text[o + 7] == '-'
                && text[o + 10] == 'T'
                && text[o + 13] == ':'
                && text[o + 16] == ':';
    }

    /** The number of so many digits; negative if a character is no digit. */
    private static int number(byte[] text, int from, int digits) {
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** Milliseconds of nothing, or of a point and one to nine digits; negative if it is neither. */
    private static int fraction(byte[] text, int from, int end) {
        if (from == end) {
            return 0;
        }
        int digits = end - from - 1;
        if (text[from] != '.' || digits < 1 || digits > 9 || number(text, from + 1, digits) < 0) {
            return -1;
        }
        int millis = number(text, from + 1, Math.min(digits, 3));
        return digits == 1 ? millis * 100 : digits == 2 ? millis * 10 : millis;
    }

    private static int daysOf(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Days since 1970-01-01 of a date with year 0 or later (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil). */
    private static long epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = Math.floorDiv(y, 400);
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }
}
