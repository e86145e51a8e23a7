package io.bellbuoy.deadletters.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group of dead letters with one cause.
 *
 * @param fingerprint 16 hex digits
 * @param failureClass the class of failure of our own dead letters; null for others
 * @param exception class name; null if unknown
 * @param pattern the message without its particulars; null if there was none
 * @param stage where in the flow it failed; null if unknown
 * @param rule null if none failed
 * @param frame the top stack frame of one's own; null if unknown
 * @param total how many dead letters
 * @param open how many of them nobody has dealt with
 * @param firstSeen when the first was written
 * @param lastSeen when the last was written
 * @param trend how many were written in each of the last 24 hours, the current one last
 */
public record Group(
        String fingerprint,
        @Nullable String failureClass,
        @Nullable String exception,
        @Nullable String pattern,
        @Nullable String stage,
        @Nullable String rule,
        @Nullable String frame,
        long total,
        long open,
        Instant firstSeen,
        Instant lastSeen,
        List<Long> trend) {

    Group with(List<Long> counts) {
        return new Group(
                fingerprint,
                failureClass,
                exception,
                pattern,
                stage,
                rule,
                frame,
                total,
                open,
                firstSeen,
                lastSeen,
                List.copyOf(counts));
    }
}
