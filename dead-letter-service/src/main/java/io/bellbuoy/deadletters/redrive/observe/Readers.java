package io.bellbuoy.deadletters.redrive.observe;

import io.bellbuoy.deadletters.redrive.send.Answers;
import io.bellbuoy.deadletters.redrive.send.Offsets;
import io.bellbuoy.deadletters.redrive.store.Observation.End;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Asks how far the consumer groups that failed before have read. A group that commits no offsets for a partition, or that
 * the service may not ask about, is not waited for: then only time tells. Thread-safe.
 */
public final class Readers {

    /**
     * How far they are.
     *
     * @param waitsFor the group that has not read all of it; null if all have
     * @param tooFarBehind why the job must stop; null if it need not
     */
    public record Verdict(
            @Nullable String waitsFor, @Nullable String tooFarBehind) {}

    private final Admin admin;

    public Readers(Admin admin) {
        this.admin = admin;
    }

    /**
     * Asks Kafka.
     *
     * @param lagLimit how many records a group may be behind
     * @throws KafkaException if the broker does not say
     */
    public Verdict ask(List<End> ends, long lagLimit) {
        String waitsFor = null;
        for (Map.Entry<String, List<End>> group : byGroup(ends).entrySet()) {
            Map<TopicPartition, Long> committed = committed(group.getKey(), group.getValue());
            long lag = lag(committed);
            if (lag > lagLimit) {
                return new Verdict(
                        null,
                        "Consumer group " + group.getKey() + " is " + lag
                                + " records behind, more than the lag-limit of " + lagLimit
                                + ". Redrive the rest when it has caught up.");
            }
            for (End end : group.getValue()) {
                Long next = committed.get(new TopicPartition(end.topic(), end.partition()));
                if (next != null && next <= end.offset()) {
                    waitsFor = "consumer group " + end.group() + " to read " + end.topic() + "-" + end.partition() + "@"
                            + end.offset() + "; it is at " + next;
                }
            }
        }
        return new Verdict(waitsFor, null);
    }

    private static Map<String, List<End>> byGroup(List<End> ends) {
        return ends.stream().collect(Collectors.groupingBy(End::group, TreeMap::new, Collectors.toList()));
    }

    /** What a group commits for the topics in question, all partitions of them. */
    private Map<TopicPartition, Long> committed(String group, List<End> ends) {
        Map<TopicPartition, Long> committed;
        try {
            committed = Offsets.committed(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        } catch (AuthorizationException | GroupIdNotFoundException e) {
            return Map.of();
        }
        Set<String> topics = ends.stream().map(End::topic).collect(Collectors.toSet());
        committed.keySet().removeIf(partition -> !topics.contains(partition.topic()));
        return committed;
    }

    private long lag(Map<TopicPartition, Long> committed) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        committed.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        return Answers.of(admin.listOffsets(latest).all()).entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue().offset() - committed.get(end.getKey())))
                .sum();
    }
}
