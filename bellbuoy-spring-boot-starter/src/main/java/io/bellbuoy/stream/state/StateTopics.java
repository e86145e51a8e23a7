package io.bellbuoy.stream.state;

import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The internal topics of an application's state, one partition a task each.
 *
 * @param applicationId the prefix of their names
 */
public record StateTopics(String applicationId) {

    private static final String SEGMENT_BYTES = Integer.toString(64 << 20);
    private static final String SEGMENT_MS = Integer.toString(60 * 60 * 1000);

    /** The log of absolute values. */
    public String log() {
        return applicationId + "-state-log";
    }

    /** The remote checkpoint, compacted. */
    public String checkpoint() {
        return applicationId + "-state";
    }

    /** The transactional id that writes a partition of the remote checkpoint. */
    public String checkpointTransactionalId(int partition) {
        return applicationId + "-state-" + partition;
    }

    TopicPartition log(int partition) {
        return new TopicPartition(log(), partition);
    }

    TopicPartition checkpoint(int partition) {
        return new TopicPartition(checkpoint(), partition);
    }

    /** The log as it must be made: nothing expires, since it is truncated by checkpoints. */
    public NewTopic newLog(int partitions, short replication) {
        return new NewTopic(log(), partitions, replication)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        "-1",
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1",
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        SEGMENT_BYTES));
    }

    /** The remote checkpoint as it must be made: compacted soon, since a restore reads all of it. */
    public NewTopic newCheckpoint(int partitions, short replication) {
        return new NewTopic(checkpoint(), partitions, replication)
                .configs(Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.3",
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        SEGMENT_BYTES,
                        TopicConfig.SEGMENT_MS_CONFIG,
                        SEGMENT_MS));
    }

    /**
     * Checks that both topics have a partition a task.
     *
     * @param found the number of partitions of each topic that exists
     * @param tasks the number of tasks, which is the number of partitions of the input
     * @throws IllegalStateException if they differ: keys would meet the state of others
     */
    public void requirePartitions(Map<String, Integer> found, int tasks) {
        for (String topic : new String[] {log(), checkpoint()}) {
            Integer partitions = found.get(topic);
            if (partitions != null && partitions != tasks) {
                throw new IllegalStateException("Topic " + topic + " has " + partitions + " partitions, but there are "
                        + tasks + " tasks. State cannot follow a change of the number of partitions: set the number"
                        + " of the input back, or start a new application-id.");
            }
        }
    }
}
