package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.alert.Snooze;
import io.bellbuoy.engine.rule.RuleException;
import io.bellbuoy.engine.time.Watermarks;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What someone asks for who wants to hear no alerts of a rule and key for a time.
 *
 * @param until the event time from which alerts are published again, whole milliseconds; null if it lasts {@code duration}
 * @param duration how long it lasts from the watermark of the key's task on; null if it ends at {@code until}
 * @param reason why
 * @param by who asks; null: nobody tells
 */
public record SnoozeRequest(
        @Nullable Instant until,
        @Nullable Duration duration,
        String reason,
        @Nullable String by) {

    /** What is at fault in a message. */
    static final String OWNER = "snooze";

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final int MAX_REASON = 1_000;
    private static final int MAX_BY = 200;

    /** @throws RuleException if reason or end is missing or beyond its limits */
    public SnoozeRequest {
        if (reason.isBlank() || reason.length() > MAX_REASON) {
            throw new RuleException(
                    OWNER,
                    "reason",
                    reason.isBlank() ? "none" : reason.length() + " characters",
                    "a text that says why, of at most " + MAX_REASON + " characters");
        }
        if (by != null && (by.isBlank() || by.length() > MAX_BY)) {
            throw new RuleException(
                    OWNER,
                    "by",
                    by.isBlank() ? "a blank text" : by.length() + " characters",
                    "who asks for it, in at most " + MAX_BY + " characters, or nothing");
        }
        if ((until == null) == (duration == null)) {
            throw new RuleException(
                    OWNER,
                    "until",
                    until == null ? "neither until nor duration" : "until and duration",
                    "one of them: until, as in 2026-01-31T12:00:00Z, or duration, as in 4h, both in event time");
        }
        if (duration != null && (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0)) {
            throw new RuleException(OWNER, "duration", duration.toString(), "1 ms to " + LONGEST.toDays() + " days");
        }
        if (until != null && (until.isBefore(Instant.EPOCH) || until.isAfter(LAST))) {
            throw new RuleException(OWNER, "until", until.toString(), "a time from " + Instant.EPOCH + " to " + LAST);
        }
    }

    /**
     * The snooze as of a watermark.
     *
     * @throws RuleException if it would be over already, or the watermark from which it would count is not known
     */
    Snooze at(long watermark) {
        if (duration != null && watermark == Watermarks.NONE) {
            throw new RuleException(
                    OWNER,
                    "duration",
                    duration + " before the first event of the key's partition, from whose time it would count",
                    "until: with a time");
        }
        long end = until == null ? watermark + Objects.requireNonNull(duration).toMillis() : until.toEpochMilli();
        if (end <= watermark) {
            throw new RuleException(
                    OWNER,
                    "until",
                    String.valueOf(until),
                    "a time after the watermark of the key's partition, which is " + Instant.ofEpochMilli(watermark));
        }
        return new Snooze(watermark, end, reason, by);
    }
}
