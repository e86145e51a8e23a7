package io.bellbuoy.quickstart.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Holds a replay back until an event's time has come. An event older than one before it is due at once. */
final class EventPace {

    private static final long LONGEST_PAUSE_NANOS = 200_000_000;

    private final Speed speed;
    private @Nullable Instant firstEvent;
    private long firstNanos;

    EventPace(Speed speed) {
        this.speed = speed;
    }

    /** Waits until the event is due, or it is told to stop. */
    void await(Instant event, BooleanSupplier stop) {
        if (speed.isMax()) {
            return;
        }
        if (firstEvent == null) {
            firstEvent = event;
            firstNanos = System.nanoTime();
        }
        long due = firstNanos + (long) (Duration.between(firstEvent, event).toMillis() * 1e6 / speed.factor());
        long left = due - System.nanoTime();
        while (left > 0 && !stop.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(left, LONGEST_PAUSE_NANOS));
            left = due - System.nanoTime();
        }
    }
}
