package io.bellbuoy.deadletters.redrive.observe;

import io.bellbuoy.deadletters.redrive.send.Answers;
import io.bellbuoy.deadletters.redrive.send.Offsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Who reads a topic: consumer groups that have committed an offset for it, or have a member that it is assigned to. Groups
 * that the service may not see, and those of redrives, are not among them. Thread-safe.
 */
public final class Audience {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Admin admin;
    private final String own;

    /**
     * In a cluster.
     *
     * @param own what the groups of redrives begin with
     */
    public Audience(Admin admin, String own) {
        this.admin = admin;
        this.own = own;
    }

    /**
     * A consumer group of a topic.
     *
     * @param active whether it has members at present
     * @param lag how many records of the topic it has still to read, in the partitions that it commits
     */
    public record Reader(String group, boolean active, long lag) {}

    private record Known(Map<TopicPartition, Long> committed, boolean active, Set<String> assigned) {

        boolean reads(String topic) {
            return assigned.contains(topic)
                    || committed.keySet().stream()
                            .anyMatch(partition -> partition.topic().equals(topic));
        }
    }

    /**
     * The consumer groups of each of these topics, in the order of their names.
     *
     * @throws KafkaException if the broker does not say
     */
    public Map<String, List<Reader>> of(Collection<String> topics) {
        return topics.isEmpty() ? Map.of() : of(topics, groups());
    }

    /**
     * How far these groups are on these topics; without groups that are unknown or must not be asked about.
     *
     * @throws KafkaException if the broker does not say
     */
    public Map<String, List<Reader>> of(Collection<String> topics, Collection<String> groups) {
        Map<String, List<Reader>> readers = new TreeMap<>();
        topics.forEach(topic -> readers.put(topic, new ArrayList<>()));
        if (topics.isEmpty() || groups.isEmpty()) {
            return readers;
        }
        Map<String, Known> known = known(groups);
        Map<TopicPartition, Long> ends = ends(known.values(), Set.copyOf(topics));
        known.forEach((group, about) -> topics.stream().filter(about::reads).forEach(topic -> readers.get(topic)
                .add(new Reader(group, about.active(), lag(about.committed(), ends, topic)))));
        return readers;
    }

    private List<String> groups() {
        return Answers.of(admin.listGroups(ListGroupsOptions.forConsumerGroups().timeoutMs(TIMEOUT_MILLIS))
                        .valid())
                .stream()
                .map(GroupListing::groupId)
                .filter(group -> !group.startsWith(own))
                .toList();
    }

    private Map<String, Known> known(Collection<String> groups) {
        var specs = groups.stream()
                .collect(Collectors.toMap(Function.identity(), group -> new ListConsumerGroupOffsetsSpec()));
        var offsets = admin.listConsumerGroupOffsets(specs);
        var descriptions = admin.describeConsumerGroups(groups).describedGroups();
        Map<String, Known> known = new TreeMap<>();
        for (String group : groups) {
            try {
                Map<TopicPartition, Long> committed = Offsets.committed(offsets.partitionsToOffsetAndMetadata(group));
                known.put(group, about(committed, Answers.of(descriptions.get(group))));
            } catch (AuthorizationException | GroupIdNotFoundException e) {
                // It has been deleted since it was listed, or is none of our business.
            }
        }
        return known;
    }

    private static Known about(Map<TopicPartition, Long> committed, ConsumerGroupDescription group) {
        Set<String> assigned = new HashSet<>();
        group.members()
                .forEach(member ->
                        member.assignment().topicPartitions().forEach(partition -> assigned.add(partition.topic())));
        return new Known(committed, !group.members().isEmpty(), assigned);
    }

    /** An offset may outlive its topic: then it has no end. */
    private Map<TopicPartition, Long> ends(Collection<Known> groups, Set<String> topics) {
        List<TopicPartition> asked = groups.stream()
                .flatMap(group -> group.committed().keySet().stream())
                .filter(partition -> topics.contains(partition.topic()))
                .toList();
        return Offsets.of(admin, asked, OffsetSpec.latest());
    }

    private static long lag(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> ends, String topic) {
        return committed.entrySet().stream()
                .filter(offset -> offset.getKey().topic().equals(topic) && ends.containsKey(offset.getKey()))
                .mapToLong(offset -> Math.max(0, ends.get(offset.getKey()) - offset.getValue()))
                .sum();
    }
}
