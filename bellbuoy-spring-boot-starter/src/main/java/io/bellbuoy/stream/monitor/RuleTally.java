package io.bellbuoy.stream.monitor;

import org.jspecify.annotations.Nullable;

/**
 * What a rule or feature did in this process, in all tasks that were here. A batch that is undone and tried again counts
 * twice.
 *
 * @param evaluations how often its condition was asked
 * @param matches how often it held, or held no longer, so that something was to be published
 * @param suppressed alerts that were held back since one was published shortly before
 * @param snoozed alerts that were held back since someone said so
 * @param late events that were too late for it
 * @param failures events that it failed on while it was only tried
 * @param timed events of which it was timed how long it had to do with them
 * @param nanosPerEvent how long that was in the mean, nanoseconds; null if none was timed
 */
public record RuleTally(
        long evaluations,
        long matches,
        long suppressed,
        long snoozed,
        long late,
        long failures,
        long timed,
        @Nullable Long nanosPerEvent) {

    /** Nothing yet. */
    public static final RuleTally NONE = new RuleTally(0, 0, 0, 0, 0, 0, 0, null);
}
