package io.bellbuoy.stream.listener;

import io.bellbuoy.stream.state.StateMonitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Remembers the last restore of each task, and can hold the thread that writes checkpoints. */
final class RecordingRestores implements StateMonitor {

    /** One restore. */
    record Done(boolean keptLocal, long replayedBytes) {}

    final Map<Integer, Done> last = new ConcurrentHashMap<>();
    final List<Done> all = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch letGo = new CountDownLatch(0);

    @Override
    public void restored(int partition, boolean keptLocal, long replayedBytes, Duration took) {
        Done done = new Done(keptLocal, replayedBytes);
        last.put(partition, done);
        all.add(done);
    }

    /** The thread hangs after the next checkpoint until {@link #letGo}. */
    void holdCheckpoints() {
        letGo = new CountDownLatch(1);
    }

    void letGo() {
        letGo.countDown();
    }

    @Override
    public void checkpointed(int partition, Copy copy, long cells, long bytes, Duration took) {
        try {
            letGo.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
