package io.bellbuoy.stream.monitor;

import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import io.bellbuoy.stream.state.StandbyStatus;
import io.bellbuoy.stream.state.StateMonitor.Copy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Where each task of this instance stands: written by the consumer threads, read by health. Thread-safe. */
public final class TaskBoard {

    private final ConcurrentNavigableMap<Integer, TaskStatus> tasks = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<Integer, Long> passes = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<String, String> checkpointFailures = new ConcurrentSkipListMap<>();
    private final ConcurrentNavigableMap<Integer, String> fenced = new ConcurrentSkipListMap<>();
    private volatile List<StandbyStatus> standbys = List.of();
    private volatile boolean running;

    /** Says where a task stands. */
    public void set(int partition, Phase phase, String detail) {
        tasks.put(partition, new TaskStatus(partition, phase, detail));
    }

    /** Says how far a restore is; without effect if the task is no longer restoring. */
    public void restoring(int partition, int percent) {
        tasks.computeIfPresent(
                partition,
                (any, status) -> status.phase() == Phase.RESTORING
                        ? new TaskStatus(partition, Phase.RESTORING, percent + " %")
                        : status);
    }

    /** Forgets a task that is no longer here. */
    public void remove(int partition) {
        tasks.remove(partition);
        for (Copy copy : Copy.values()) {
            checkpointed(partition, copy);
        }
    }

    /** All tasks of this instance, by partition. */
    public List<TaskStatus> tasks() {
        return List.copyOf(tasks.values());
    }

    void standbys(List<StandbyStatus> all) {
        standbys = List.copyOf(all);
    }

    /** The warm copies that this instance keeps for tasks of others, by partition. */
    public List<StandbyStatus> standbys() {
        return standbys;
    }

    void checkpointFailed(int partition, Copy copy, String why) {
        checkpointFailures.put(name(partition, copy), why);
    }

    void checkpointed(int partition, Copy copy) {
        checkpointFailures.remove(name(partition, copy));
    }

    private static String name(int partition, Copy copy) {
        return "task " + partition + ", " + copy.name().toLowerCase(Locale.ROOT);
    }

    /** Why the last checkpoint of a task failed, by task and copy of the state; empty if none did. */
    public Map<String, String> checkpointFailures() {
        return Map.copyOf(checkpointFailures);
    }

    /** Notes that a consumer thread has polled. */
    public void polled(int thread, long now) {
        passes.put(thread, now);
    }

    /** Says that a consumer thread has ended, or has not begun, because its place in the group is another's, and what to do. */
    public void threadFenced(int thread, String why) {
        fenced.put(thread, why);
    }

    /** Says that a consumer thread's place in the group is free. */
    public void threadJoins(int thread) {
        fenced.remove(thread);
    }

    /** The consumer threads whose place in the group is another's, and what to do. */
    public Map<Integer, String> fencedThreads() {
        return Map.copyOf(fenced);
    }

    /** Forgets a consumer thread that ended. */
    public void ended(int thread) {
        passes.remove(thread);
    }

    /** The longest time in milliseconds that a consumer thread has not polled; 0 if there is none. */
    public long longestSilence(long now) {
        return passes.values().stream().mapToLong(at -> now - at).max().orElse(0);
    }

    /** Says whether the consumer threads are meant to run. */
    public void setRunning(boolean isRunning) {
        running = isRunning;
        fenced.clear();
    }

    /** Whether the consumer threads are meant to run. */
    public boolean isRunning() {
        return running;
    }

    /** The number of consumer threads that have polled and not ended. */
    public int threads() {
        return passes.size();
    }
}
