package io.bellbuoy.deadletters.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as pages show them. */
final class Times {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Clock clock;

    Times(Clock clock) {
        this.clock = clock;
    }

    public String utc(Instant time) {
        return UTC.format(time);
    }

    /** As in {@code 5 min ago}; clocks of writers may be ahead of ours. */
    public String ago(Instant time) {
        Duration age = Duration.between(time, clock.instant());
        String text = text(age.abs());
        if (text.isEmpty()) {
            return "just now";
        }
        return age.isNegative() ? "in " + text : text + " ago";
    }

    /** As in {@code 90 s} or {@code 5 min}; to the second below two minutes, to the minute below two hours. */
    public String length(Duration length) {
        if (length.toSeconds() < 120) {
            return length.toMillis() < 1000 ? length.toMillis() + " ms" : length.toSeconds() + " s";
        }
        return length.toMinutes() < 120 ? length.toMinutes() + " min" : length.toHours() + " h";
    }

    private static String text(Duration age) {
        if (age.toDays() >= 2) {
            return age.toDays() + " days";
        }
        if (age.toHours() >= 2) {
            return age.toHours() + " h";
        }
        if (age.toMinutes() >= 1) {
            return age.toMinutes() + " min";
        }
        return age.toSeconds() >= 10 ? age.toSeconds() + " s" : "";
    }
}
