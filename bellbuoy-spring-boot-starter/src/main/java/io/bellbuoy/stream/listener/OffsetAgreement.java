package io.bellbuoy.stream.listener;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a restored task goes on reading: the offsets that its state log ends with and those of the consumer group were
 * written in the same transactions, so they agree unless someone changed the group's.
 */
sealed interface OffsetAgreement {

    /**
     * They agree, or only one side knows: go on from here. Partitions that neither knows are missing: the consumer's
     * own position holds.
     */
    record Agreed(Map<TopicPartition, Long> next) implements OffsetAgreement {}

    /** They differ: the group's offsets were changed from outside. The task must not go on. */
    record Refused(String message) implements OffsetAgreement {}

    /**
     * Compares.
     *
     * @param sources the source partitions of the task
     * @param log the next offsets that the state log holds
     * @param group the committed offsets of the group
     */
    static OffsetAgreement of(
            String groupId,
            Collection<TopicPartition> sources,
            Map<TopicPartition, Long> log,
            Map<TopicPartition, Long> group) {
        Map<TopicPartition, Long> next = new HashMap<>();
        Map<String, String> differ = new TreeMap<>();
        for (TopicPartition source : sources) {
            Long logged = log.get(source);
            Long committed = group.get(source);
            if (logged != null && committed != null && !logged.equals(committed)) {
                differ.put(source.toString(), "group at " + committed + ", state log at " + logged);
            } else if (logged != null || committed != null) {
                next.put(source, logged != null ? logged : committed);
            }
        }
        return differ.isEmpty() ? new Agreed(next) : new Refused(refusal(groupId, differ));
    }

    private static String refusal(String groupId, Map<String, String> differ) {
        return "The offsets of group '" + groupId + "' were changed from outside and no longer match the state: "
                + differ
                + ". Going on would count events twice or not at all. Set the group's offsets back to those of the state log"
                + " (kafka-consumer-groups --reset-offsets --to-offset), or, to process anew with empty state, use another"
                + " bellbuoy.application-id.";
    }
}
