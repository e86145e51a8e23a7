package io.bellbuoy.quickstart.replay;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times as files write them. Understood: ISO-8601 with {@code Z} or an offset; without either, and with a space for the
 * {@code T}, taken as UTC; a date alone, its midnight in UTC; epoch seconds with or without a fraction; and from 12 digits
 * on epoch milliseconds. Anything finer than a millisecond is cut off.
 */
final class EventTimes {

    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,9})?");
    private static final int MILLIS_DIGITS = 12;
    private static final DateTimeFormatter ISO_MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private EventTimes() {}

    /** The time a text means; empty if it means none. */
    static Optional<Instant> parse(String text) {
        String trimmed = text.trim();
        try {
            return Optional.of(
                    (NUMBER.matcher(trimmed).matches() ? epoch(trimmed) : iso(trimmed)).truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException | ArithmeticException unknown) {
            return Optional.empty();
        }
    }

    /** A time as events carry it, such as {@code 2026-01-02T03:04:05.678Z}. */
    static String format(Instant time) {
        return ISO_MILLIS.format(time);
    }

    private static Instant epoch(String number) {
        int digits = number.replaceFirst("^-", "").replaceFirst("\\..*", "").length();
        BigDecimal value = new BigDecimal(number);
        return Instant.ofEpochMilli((digits >= MILLIS_DIGITS ? value : value.movePointRight(3)).longValue());
    }

    private static Instant iso(String text) {
        String iso = text.indexOf(' ') == "2026-01-02".length() ? text.replaceFirst(" ", "T") : text;
        if (iso.indexOf('T') < 0) {
            return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from)
                        instanceof OffsetDateTime zoned
                ? zoned.toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }
}
