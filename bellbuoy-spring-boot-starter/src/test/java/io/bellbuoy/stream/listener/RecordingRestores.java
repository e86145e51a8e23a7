package io.bellbuoy.stream.listener;

import io.bellbuoy.stream.state.StateMonitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers the last restore of each task. */
final class RecordingRestores implements StateMonitor {

    /** One restore. */
    record Done(boolean keptLocal, long replayedBytes) {}

    final Map<Integer, Done> last = new ConcurrentHashMap<>();
    final List<Done> all = new CopyOnWriteArrayList<>();

    @Override
    public void restored(int partition, boolean keptLocal, long replayedBytes, Duration took) {
        Done done = new Done(keptLocal, replayedBytes);
        last.put(partition, done);
        all.add(done);
    }
}
