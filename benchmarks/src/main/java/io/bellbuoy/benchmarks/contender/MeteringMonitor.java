package io.bellbuoy.benchmarks.contender;

import io.bellbuoy.benchmarks.measure.Meter;
import io.bellbuoy.stream.monitor.ProcessingMonitor;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** Tells the meter of committed batches, and of the start just before the runtime's, which opens the consumers. */
final class MeteringMonitor implements ProcessingMonitor, SmartLifecycle {

    private final Meter meter;
    private volatile boolean running;

    MeteringMonitor(Meter meter) {
        this.meter = meter;
    }

    @Override
    public void batchCommitted(int records, Duration whole, Duration commit) {
        if (records > 0) {
            long now = System.nanoTime();
            meter.polled(now - whole.toNanos());
            meter.done(records, now);
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
