package io.bellbuoy.stream.listener;

import io.bellbuoy.stream.monitor.ProcessingMonitor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what the loop tells. */
final class RecordingMonitor implements ProcessingMonitor {

    final List<Exception> batchFailures = new CopyOnWriteArrayList<>();
    final List<Exception> fencings = new CopyOnWriteArrayList<>();
    final List<String> listenersStopped = new CopyOnWriteArrayList<>();
    final AtomicLong batches = new AtomicLong();
    final AtomicLong processed = new AtomicLong();
    final AtomicLong rejected = new AtomicLong();
    final AtomicLong mostKeys = new AtomicLong();

    @Override
    public void processed(String stream, long count) {
        processed.addAndGet(count);
    }

    @Override
    public void rejected(String topic, long count) {
        rejected.addAndGet(count);
    }

    @Override
    public void batchCommitted(int records, java.time.Duration whole, java.time.Duration commit) {
        batches.incrementAndGet();
    }

    @Override
    public void state(int partition, int keys, double hitRatio) {
        mostKeys.accumulateAndGet(keys, Math::max);
    }

    @Override
    public void batchFailed(Exception cause) {
        batchFailures.add(cause);
    }

    @Override
    public void fenced(Exception cause) {
        fencings.add(cause);
    }

    @Override
    public void listenerStopped(String reason) {
        listenersStopped.add(reason);
    }
}
