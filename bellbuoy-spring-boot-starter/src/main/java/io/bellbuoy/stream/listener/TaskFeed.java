package io.bellbuoy.stream.listener;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The records of one poll for one task. Records of several sources are merged by their timestamps, each source in its
 * own order, so that a task that is behind does not see one topic far ahead of another.
 */
final class TaskFeed {

    private final LiveTask task;
    private final TopicPartition[] sources;
    private final List<ConsumerRecord<byte @Nullable [], byte @Nullable []>>[] records;
    private final long[] ends;
    private final int[] taken;
    private int left;

    @SuppressWarnings({"unchecked", "rawtypes"})
    TaskFeed(
            LiveTask task, List<TopicPartition> sources, ConsumerRecords<byte @Nullable [], byte @Nullable []> polled) {
        this.task = task;
        this.sources = sources.toArray(TopicPartition[]::new);
        this.records = new List[this.sources.length];
        this.ends = new long[this.sources.length];
        this.taken = new int[this.sources.length];
        Map<TopicPartition, OffsetAndMetadata> next = polled.nextOffsets();
        for (int i = 0; i < this.sources.length; i++) {
            records[i] = polled.records(this.sources[i]);
            ends[i] = endOf(records[i], next.get(this.sources[i]));
            left += records[i].size();
        }
    }

    /** The offset after the records, which is further than the last one's by the marks of transactions. */
    private static long endOf(
            List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records, @Nullable OffsetAndMetadata next) {
        return next != null ? next.offset() : records.get(records.size() - 1).offset() + 1;
    }

    LiveTask task() {
        return task;
    }

    boolean hasNext() {
        return left > 0;
    }

    /** Whether there are records that the task may take now. */
    boolean isReady() {
        return hasNext() && !task.isBehind();
    }

    ConsumerRecord<byte @Nullable [], byte @Nullable []> next() {
        if (left == 0) {
            throw new NoSuchElementException("All records are taken.");
        }
        int source = records.length == 1 ? 0 : oldest();
        left--;
        return records[source].get(taken[source]++);
    }

    private int oldest() {
        int oldest = -1;
        long time = 0;
        for (int i = 0; i < records.length; i++) {
            if (taken[i] < records[i].size()) {
                long head = records[i].get(taken[i]).timestamp();
                if (oldest < 0 || head < time) {
                    oldest = i;
                    time = head;
                }
            }
        }
        return oldest;
    }

    /** Puts the offset to read next of each source from which records were taken. */
    void putPositions(Map<TopicPartition, Long> next) {
        for (int i = 0; i < sources.length; i++) {
            if (taken[i] == records[i].size()) {
                next.put(sources[i], ends[i]);
            } else if (taken[i] > 0) {
                next.put(sources[i], records[i].get(taken[i]).offset());
            }
        }
    }
}
