package io.bellbuoy.faults.cluster;

import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/** Watches the offsets that the group commits. Thread-safe. */
public final class Progress implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 50;

    private record Committed(long offset, long sinceNanos) {}

    private final Topics topics;
    private final String group;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Committed> newest = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "bellbuoy-progress"));

    /** @param topics closed with this */
    Progress(Topics topics, String group, List<TopicPartition> partitions) {
        this.topics = topics;
        this.group = group;
        this.partitions = partitions;
        thread.scheduleWithFixedDelay(this::look, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            long now = System.nanoTime();
            topics.committed(group)
                    .forEach((partition, offset) -> newest.compute(
                            partition,
                            (any, known) ->
                                    known != null && known.offset() == offset ? known : new Committed(offset, now)));
        } catch (Problem unreachable) {
            // That is what some faults are about; the next look may succeed.
        }
    }

    /** Whether every partition has committed something since then, by {@link System#nanoTime}. */
    public boolean isEverySince(long nanos) {
        return partitions.stream().allMatch(partition -> {
            Committed known = newest.get(partition);
            return known != null && known.sinceNanos() - nanos > 0;
        });
    }

    /** Whether everything up to these offsets is committed. */
    boolean isAt(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> {
            Committed known = newest.get(end.getKey());
            return known != null && known.offset() >= end.getValue();
        });
    }

    /** The offsets committed last, summed up. */
    public long total() {
        return newest.values().stream().mapToLong(Committed::offset).sum();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        topics.close();
    }
}
