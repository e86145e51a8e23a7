package io.bellbuoy.benchmarks.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Measures one pass over the input inside the JVM that makes it. Times are of {@link System#nanoTime}. Thread-safe. */
public final class Meter {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern PEAK_RSS = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB");
    private static final int KIB = 1024;
    private static final double NANOS = 1e9;

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final CompletableFuture<Measurement> measurement = new CompletableFuture<>();
    private final CompletableFuture<Void> warmedUp = new CompletableFuture<>();
    private final CompletableFuture<FirstCommit> firstCommit = new CompletableFuture<>();
    private final long warmUp;
    private final long events;

    /** Where a part of the pass began: what was done by then, the time, and the CPU time of the process. */
    private record Mark(long counted, long at, long cpu) {}

    private @Nullable Long cpuBefore;
    private long opened;
    private @Nullable Long assigned;
    private @Nullable Long first;
    private @Nullable Mark warm;
    private double coldRate;
    private long counted;

    /**
     * @param warmUp the number of events that are done before those that are measured, 0 or more
     * @param events the number of events that are measured, the rest of the input
     */
    public Meter(long warmUp, long events) {
        this.warmUp = warmUp;
        this.events = events;
    }

    /** Consumers are about to be opened; the first call counts. */
    public synchronized void opening() {
        if (cpuBefore == null) {
            cpuBefore = system.getProcessCpuTime();
            opened = System.nanoTime();
            if (warmUp == 0) {
                warmedUp.complete(null);
            }
        }
    }

    /** Partitions were assigned at that time, if the system is told; the first call counts. */
    public synchronized void assigned(long at) {
        assigned = assigned == null ? at : assigned;
    }

    /** Records were polled at that time; the earliest call counts. */
    public synchronized void polled(long at) {
        first = first == null ? at : Math.min(first, at);
    }

    /** Records are done with: committed, if the system commits. */
    public synchronized void done(long records, long at) {
        if (first == null || cpuBefore == null) {
            throw new IllegalStateException("Records are done that were never polled, or of consumers never opened.");
        }
        counted += records;
        if (!firstCommit.isDone()) {
            firstCommit.complete(
                    new FirstCommit((at - opened) / NANOS, assigned == null ? null : (at - assigned) / NANOS));
        }
        if (coldRate == 0 && counted >= events) {
            coldRate = counted / ((at - first) / NANOS);
        }
        if (counted >= warmUp + events) {
            if (!measurement.isDone()) {
                // Without a warm-up, or if an input is so small that one commit did most of it, all is measured.
                finish(warm == null ? new Mark(0, first, cpuBefore) : warm, at);
            }
        } else if (warm == null && warmUp > 0 && counted >= warmUp && counted <= warmUp + events / 2) {
            warm = new Mark(counted, at, system.getProcessCpuTime());
            warmedUp.complete(null);
        }
    }

    private void finish(Mark from, long at) {
        double cpuSeconds = (system.getProcessCpuTime() - from.cpu) / NANOS;
        measurement.complete(
                new Measurement(counted - from.counted, (at - from.at) / NANOS, cpuSeconds, coldRate, peakRss()));
    }

    /** Completes when measuring begins, in the thread that reads: what follows must not take its time. */
    public CompletableFuture<Void> warmedUp() {
        return warmedUp;
    }

    /** Completes with the first call of {@link #done}. */
    public CompletableFuture<FirstCommit> firstCommit() {
        return firstCommit;
    }

    /** The system failed. */
    public void failed(Throwable cause) {
        measurement.completeExceptionally(cause);
    }

    /**
     * Waits until all events are done.
     *
     * @throws IllegalStateException if the system failed, or the time is over
     */
    public Measurement await(Duration limit) {
        try {
            return measurement.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The system failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "Only %d of %d events were done within %d s."
                            .formatted(soFar(), warmUp + events, limit.toSeconds()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while measuring.", e);
        }
    }

    /** How many events are still to be done. */
    public synchronized long remaining() {
        return warmUp + events - counted;
    }

    private synchronized long soFar() {
        return counted;
    }

    private static long peakRss() {
        try {
            Matcher peak = PEAK_RSS.matcher(Files.exists(STATUS) ? Files.readString(STATUS) : "");
            return peak.find() ? Long.parseLong(peak.group(1)) * KIB : 0;
        } catch (IOException unreadable) {
            return 0;
        }
    }
}
