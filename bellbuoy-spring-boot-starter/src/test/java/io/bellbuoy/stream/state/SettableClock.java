package io.bellbuoy.stream.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved, or jumps whenever it is read. */
final class SettableClock extends Clock {

    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private volatile Duration jump = Duration.ZERO;

    synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    /** From now on it is moved by each reading. */
    void jumpAtEachReading(Duration by) {
        jump = by;
    }

    @Override
    public Instant instant() {
        advance(jump);
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("The test clock is in UTC.");
    }
}
