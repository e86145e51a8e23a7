package io.bellbuoy.stream.listener;

import java.time.Duration;

/** When to try again after a failure: twice as long each time, up to a bound. Not thread-safe. */
final class Backoff {

    private final long first;
    private final long longest;
    private int failures;
    private long until = Long.MIN_VALUE;

    Backoff(Duration first, Duration longest) {
        this.first = first.toMillis();
        this.longest = longest.toMillis();
    }

    /**
     * Notes a failure.
     *
     * @return how long to wait from now, milliseconds
     */
    long failed(long now) {
        long wait = failures >= 30 ? longest : Math.min(longest, first << failures);
        failures++;
        until = now + wait;
        return wait;
    }

    /** Notes a success. */
    void succeeded() {
        failures = 0;
        until = Long.MIN_VALUE;
    }

    /** Whether the wait is not over. */
    boolean isWaiting(long now) {
        return now < until;
    }

    /** The failures since the last success. */
    int failures() {
        return failures;
    }
}
