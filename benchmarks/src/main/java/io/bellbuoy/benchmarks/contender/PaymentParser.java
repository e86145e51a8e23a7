package io.bellbuoy.benchmarks.contender;

import java.time.LocalDate;

/**
 * Takes account, amount and time out of a payment's JSON, with Jackson's streaming parser and without formatters: what somebody
 * who cares for speed would write. Single-threaded.
 */
public final class PaymentParser {

    private static final int DATE_LENGTH = 10;
    private static final long SECONDS_A_DAY = 86_400;

    private final FieldParser fields = new FieldParser(FieldParser.FIELDS);
    private String date = "";
    private long secondsOfDate;

    /** Reads the next payment. */
    public void read(byte[] json) {
        fields.on(json);
    }

    /** The account's id. */
    public String account() {
        return fields.text(0);
    }

    /** The amount in hundredths; with two digits behind the point. */
    public long cents() {
        String amount = fields.text(1);
        int point = amount.length() - 3;
        return number(amount, 0, point) * 100 + number(amount, point + 1, amount.length());
    }

    /** The event time, epoch milliseconds; {@code 2026-01-01T00:00:00Z} or with three digits more. */
    public long time() {
        String time = fields.text(2);
        long seconds =
                secondsOf(time) + number(time, 11, 13) * 3_600 + number(time, 14, 16) * 60 + number(time, 17, 19);
        return seconds * 1_000 + (time.length() > 20 ? number(time, 20, 23) : 0);
    }

    /** Nearly all events are of the same day as the one before. */
    private long secondsOf(String time) {
        if (!time.startsWith(date) || date.isEmpty()) {
            date = time.substring(0, DATE_LENGTH);
            secondsOfDate = LocalDate.parse(date).toEpochDay() * SECONDS_A_DAY;
        }
        return secondsOfDate;
    }

    private static long number(String text, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
