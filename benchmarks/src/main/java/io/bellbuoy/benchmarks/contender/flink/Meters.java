package io.bellbuoy.benchmarks.contender.flink;

import io.bellbuoy.benchmarks.measure.Meter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The meters of jobs in this JVM. Flink serializes functions, even on their way to threads of the same process, so they find
 * their meter by name. Thread-safe.
 */
final class Meters {

    private static final Map<String, Progress> BY_NAME = new ConcurrentHashMap<>();

    private Meters() {}

    static Progress open(String name, Meter meter) {
        Progress progress = new Progress(meter);
        BY_NAME.put(name, progress);
        return progress;
    }

    static Progress named(String name) {
        return Objects.requireNonNull(BY_NAME.get(name), name);
    }

    static void close(String name) {
        BY_NAME.remove(name);
    }

    /**
     * What a job has done. Sources may hear of a checkpoint before the sink has committed its transactions, so the last event
     * is held back until the job has finished. Thread-safe.
     */
    static final class Progress {

        private final Meter meter;
        private long held;

        private Progress(Meter meter) {
            this.meter = meter;
        }

        void polled() {
            meter.polled(System.nanoTime());
        }

        /** A checkpoint is complete that covers so many more records. */
        synchronized void checkpointed(long records) {
            held += records;
            long told = Math.min(held, meter.remaining() - 1);
            if (told > 0) {
                held -= told;
                meter.done(told, System.nanoTime());
            }
        }

        /** The job has finished, and its alerts are committed. */
        synchronized void finished() {
            meter.done(meter.remaining(), System.nanoTime());
        }
    }
}
