package io.bellbuoy.faults.cluster;

import io.bellbuoy.quickstart.console.Problem;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting. */
public final class Pause {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private Pause() {}

    /** Waits for a time. */
    public static void of(Duration time) {
        try {
            // Nobody counts down.
            new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while waiting.", e);
        }
    }

    /**
     * Waits until a condition holds, asking it several times a second.
     *
     * @return whether it did within the time
     */
    public static boolean until(Duration limit, BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > limit.toNanos()) {
                return false;
            }
            of(INTERVAL);
        }
        return true;
    }
}
