package io.bellbuoy.stream.fault;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the system property {@code bellbuoy.fault} asks for. {@code LOGGED:3} halts the process when it is the third time at
 * {@link FaultPoint#LOGGED}, without shutdown hooks, with exit status 137; {@code PROCESSED:2:PT20S} holds the thread that is the
 * second time there for 20 seconds; {@code ANSWERED:5:LOST} throws there what a client throws that waited for an answer in vain.
 * Each happens once. Thread-safe.
 */
final class ArmedFault {

    /** The exit status of a process that {@code kill -9} ended. */
    static final int KILLED = 137;

    private static final String LOST = "LOST";
    private static final String PROPERTY = "bellbuoy.fault";
    private static final Logger LOG = LoggerFactory.getLogger(ArmedFault.class);

    private final FaultPoint point;
    private final long nth;
    private final @Nullable Duration hold;
    private final boolean loses;
    private final AtomicLong times = new AtomicLong();

    private ArmedFault(FaultPoint point, long nth, @Nullable Duration hold, boolean loses) {
        this.point = point;
        this.nth = nth;
        this.hold = hold;
        this.loses = loses;
    }

    /** What the system property asks for; null if it is not set. */
    static @Nullable ArmedFault ofProperty() {
        String text = System.getProperty(PROPERTY);
        return text == null ? null : parse(text);
    }

    /** @throws IllegalArgumentException if the text is not of the form above */
    static ArmedFault parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            long nth = Long.parseLong(parts[1]);
            if (parts.length <= 3 && nth > 0) {
                boolean loses = parts.length == 3 && parts[2].equals(LOST);
                Duration hold = parts.length == 3 && !loses ? Duration.parse(parts[2]) : null;
                return new ArmedFault(FaultPoint.valueOf(parts[0]), nth, hold, loses);
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | DateTimeParseException e) {
            throw refused(text, e);
        }
        throw refused(text, null);
    }

    private static IllegalArgumentException refused(String text, @Nullable Exception cause) {
        return new IllegalArgumentException(
                PROPERTY + "=" + text
                        + " is not POINT:NTH, POINT:NTH:DURATION or POINT:NTH:LOST, such as LOGGED:3 or PROCESSED:2:PT20S;"
                        + " points are " + Arrays.toString(FaultPoint.values()) + ".",
                cause);
    }

    FaultPoint point() {
        return point;
    }

    /** Whether this is the time at which it happens. */
    boolean isDue(FaultPoint at) {
        return at == point && times.incrementAndGet() == nth;
    }

    void reached(FaultPoint at) {
        if (!isDue(at)) {
            return;
        }
        if (loses) {
            LOG.warn("{}: the answer is lost at {}, time {}", PROPERTY, point, nth);
            throw new TimeoutException(PROPERTY + ": the answer is lost at " + point + ".");
        }
        if (hold == null) {
            LOG.warn("{}: the process is halted at {}, time {}", PROPERTY, point, nth);
            Runtime.getRuntime().halt(KILLED);
        } else {
            LOG.warn("{}: the thread is held at {}, time {}, for {}", PROPERTY, point, nth, hold);
            holdFor(hold);
        }
    }

    private static void holdFor(Duration time) {
        try {
            // Nobody counts down.
            new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
