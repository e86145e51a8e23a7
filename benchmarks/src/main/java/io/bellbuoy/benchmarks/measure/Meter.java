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
    private final long events;

    private @Nullable Long cpuBefore;
    private @Nullable Long first;
    private long counted;

    /** @param events the number of events in the input */
    public Meter(long events) {
        this.events = events;
    }

    /** Consumers are about to be opened; the first call counts. */
    public synchronized void opening() {
        if (cpuBefore == null) {
            cpuBefore = system.getProcessCpuTime();
        }
    }

    /** Records were polled at that time; the earliest call counts. */
    public synchronized void polled(long at) {
        first = first == null ? at : Math.min(first, at);
    }

    /** Records are done with: committed, if the system commits. */
    public synchronized void done(long records, long at) {
        counted += records;
        if (counted >= events && !measurement.isDone()) {
            finish(at);
        }
    }

    private void finish(long at) {
        if (first == null || cpuBefore == null) {
            throw new IllegalStateException("Records are done that were never polled, or of consumers never opened.");
        }
        double cpuSeconds = (system.getProcessCpuTime() - cpuBefore) / NANOS;
        measurement.complete(new Measurement(counted, (at - first) / NANOS, cpuSeconds, peakRss()));
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
                    "Only %d of %d events were done within %d s.".formatted(soFar(), events, limit.toSeconds()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while measuring.", e);
        }
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
