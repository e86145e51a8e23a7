package io.bellbuoy.stream.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Remembers what it heard; tests wait on it for the checkpoint thread. */
final class RecordingMonitor implements StateMonitor {

    final List<RebuildReason> rebuilt = new CopyOnWriteArrayList<>();
    final AtomicLong standbyRounds = new AtomicLong();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final AtomicLong remoteCells = new AtomicLong();
    private final BlockingQueue<Long> truncations = new LinkedBlockingQueue<>();

    @Override
    public void rebuilt(int partition, RebuildReason reason) {
        rebuilt.add(reason);
    }

    @Override
    public void checkpointed(int partition, Copy copy, long cells, long bytes, Duration took) {
        if (copy == Copy.REMOTE) {
            remoteCells.addAndGet(cells);
        }
        events.add(copy + " stored");
    }

    @Override
    public void checkpointFailed(int partition, Copy copy, Exception cause) {
        events.add(copy + " failed");
    }

    @Override
    public void remoteLost(int partition, Exception cause) {
        events.add("REMOTE lost");
    }

    @Override
    public void standbys(String applicationId, List<StandbyStatus> all) {
        standbyRounds.incrementAndGet();
    }

    @Override
    public void logTruncated(int partition, long offset) {
        truncations.add(offset);
    }

    void expect(String... expected) throws InterruptedException {
        for (String event : expected) {
            assertThat(events.poll(30, TimeUnit.SECONDS)).isEqualTo(event);
        }
    }

    /** Cells of all remote checkpoints. */
    long remoteCells() {
        return remoteCells.get();
    }

    long truncatedTo() throws InterruptedException {
        Long offset = truncations.poll(30, TimeUnit.SECONDS);
        assertThat(offset).as("the new start of the log").isNotNull();
        return offset;
    }
}
