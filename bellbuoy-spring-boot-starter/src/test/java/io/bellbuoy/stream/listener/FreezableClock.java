package io.bellbuoy.stream.listener;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The system's clock, on which a thread that asks for the time can hang: a process that is stopped in mid-work. */
final class FreezableClock extends Clock {

    private final Clock system = Clock.systemUTC();
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
    private final CountDownLatch frozen = new CountDownLatch(1);
    private final CountDownLatch thawed = new CountDownLatch(1);

    /** Freezes the consumer thread that asks for the time so many calls from now. */
    void freezeAfter(int calls) {
        left.set(calls);
    }

    /** Waits until a thread hangs. */
    boolean awaitFrozen() throws InterruptedException {
        return frozen.await(30, TimeUnit.SECONDS);
    }

    void thaw() {
        left.set(Integer.MAX_VALUE);
        thawed.countDown();
    }

    @Override
    public Instant instant() {
        if (Thread.currentThread().getName().contains("-C-") && left.decrementAndGet() <= 0) {
            frozen.countDown();
            awaitThaw();
        }
        return system.instant();
    }

    private void awaitThaw() {
        boolean interrupted = false;
        while (true) {
            try {
                thawed.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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
