package io.bellbuoy.stream.emit;

import io.bellbuoy.events.json.Timestamps;
import java.time.Instant;

/**
 * Writes the text form of {@link Timestamps} faster, by keeping the date of the last day and the text of the last time.
 * Not thread-safe.
 */
final class TimeDigits {

    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int DATE = "yyyy-MM-ddT".length();
    private static final int LENGTH = "yyyy-MM-ddTHH:mm:ss.SSSZ".length();

    private final char[] text = new char[LENGTH];
    private long day = Long.MIN_VALUE;
    private long last = Long.MIN_VALUE;
    private String lastText = "";

    String format(long millis) {
        if (millis != last || lastText.isEmpty()) {
            lastText = render(millis);
            last = millis;
        }
        return lastText;
    }

    private String render(long millis) {
        long newDay = Math.floorDiv(millis, MILLIS_PER_DAY);
        if (newDay != day) {
            String whole = Timestamps.format(Instant.ofEpochMilli(millis));
            if (whole.length() != LENGTH) {
                return whole;
            }
            whole.getChars(0, LENGTH, text, 0);
            day = newDay;
            return whole;
        }
        int ofDay = (int) Math.floorMod(millis, MILLIS_PER_DAY);
        digits(DATE, 2, ofDay / 3_600_000);
        digits(DATE + 3, 2, ofDay / 60_000 % 60);
        digits(DATE + 6, 2, ofDay / 1000 % 60);
        digits(DATE + 9, 3, ofDay % 1000);
        return new String(text);
    }

    private void digits(int at, int count, int value) {
        int rest = value;
        for (int i = at + count - 1; i >= at; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
