package io.bellbuoy.faults.run;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Pause;
import io.bellbuoy.faults.workload.Sending;
import io.bellbuoy.faults.workload.Workload;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.topic.Feeder;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the input on a thread of its own: ten times a second a share of what is due and not sent, and when all of that is sent a few
 * records more, so that records flow however long a fault takes.
 */
final class Feed implements AutoCloseable {

    private static final long TICK_MILLIS = 100;
    private static final int SHARE = 60;
    private static final int LEAST = 8;
    private static final int BURST = 20_000;

    private final Feeder feeder;
    private final Workload workload;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "bellbuoy-feed"));
    private volatile long due;
    private volatile long sent;
    private volatile boolean fast;
    private volatile @Nullable RuntimeException failure;

    Feed(String bootstrapServers, Workload workload) {
        this.feeder = Feeder.open(bootstrapServers);
        this.workload = workload;
        thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            long left = due - sent;
            for (long i = fast ? Math.min(left, BURST) : Math.max(LEAST, left / SHARE); i > 0; i--) {
                Sending record = workload.next();
                feeder.send(Cluster.INPUT, record.key(), record.value(), record.timestamp());
                sent++;
            }
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }

    /** How many records are to be sent in all by now. */
    void due(long records) {
        due = records;
    }

    long sent() {
        return sent;
    }

    /** Sends the rest as fast as it can, and a watermark that ends everything; returns when the broker has it all. */
    void finish(Instant end) {
        fast = true;
        while (sent < due) {
            requireWell();
            Pause.of(Duration.ofMillis(TICK_MILLIS));
        }
        feeder.flush();
        feeder.sendWatermarks(Cluster.INPUT, end);
        feeder.flush();
    }

    private void requireWell() {
        RuntimeException cause = failure;
        if (cause != null) {
            throw new Problem("The input could not be sent: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        feeder.close();
    }
}
