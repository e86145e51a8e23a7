package io.bellbuoy.engine.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands until it is moved. Single-threaded. */
public final class ManualClock extends Clock {

    private Instant now;

    /** @param start what it shows first */
    public ManualClock(Instant start) {
        now = start;
    }

    /** Moves it on. */
    public void advance(Duration by) {
        now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("A manual clock is always in UTC.");
    }

    @Override
    public Instant instant() {
        return now;
    }
}
