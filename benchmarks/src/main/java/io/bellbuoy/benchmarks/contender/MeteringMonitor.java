package io.bellbuoy.benchmarks.contender;

import io.bellbuoy.benchmarks.measure.Meter;
import io.bellbuoy.stream.monitor.ProcessingMonitor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.SmartLifecycle;

/**
 * Tells the meter of committed batches, and of the start just before the runtime's, which opens the consumers. If there is a
 * later stage, which counts no events, the last event is held back until that has done with all of them.
 */
final class MeteringMonitor implements ProcessingMonitor, SmartLifecycle {

    private final Meter meter;
    private final boolean laterStage;
    /** Events of committed batches that the meter was not told of. */
    private final AtomicLong untold = new AtomicLong();

    private volatile boolean running;

    MeteringMonitor(Meter meter, boolean laterStage) {
        this.meter = meter;
        this.laterStage = laterStage;
    }

    @Override
    public void processed(String stream, long count) {
        untold.addAndGet(count);
    }

    @Override
    public void batchCommitted(int records, Duration whole, Duration commit) {
        if (untold.get() > 0) {
            long now = System.nanoTime();
            meter.polled(now - whole.toNanos());
            tell(now);
        }
    }

    private synchronized void tell(long now) {
        long events = untold.get();
        long told = laterStage ? Math.min(events, meter.remaining() - 1) : events;
        if (told > 0) {
            untold.addAndGet(-told);
            meter.done(told, now);
        }
    }

    @Override
    public void start() {
        running = true;
        meter.opening();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
