package io.bellbuoy.stream.listener;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Assigns partition i of all topics to the same member, since they share one task. Which member is decided by Kafka's
 * cooperative sticky assignor on one of the topics, the anchor; the others follow it.
 */
public final class CoPartitionAssignor implements ConsumerPartitionAssignor {

    private final CooperativeStickyAssignor sticky = new CooperativeStickyAssignor();

    @Override
    public String name() {
        return "bellbuoy-co-partition";
    }

    @Override
    public short version() {
        return sticky.version();
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return sticky.supportedProtocols();
    }

    @Override
    public @Nullable ByteBuffer subscriptionUserData(Set<String> topics) {
        return sticky.subscriptionUserData(topics);
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
        sticky.onAssignment(assignment, metadata);
    }

    @Override
    public GroupAssignment assign(Cluster cluster, GroupSubscription subscriptions) {
        Map<String, Subscription> members = subscriptions.groupSubscription();
        String anchor = anchor(members.values());
        Map<String, Subscription> anchored = new HashMap<>();
        members.forEach((member, subscription) -> anchored.put(member, anchored(subscription, anchor)));
        Map<String, Assignment> decided =
                sticky.assign(cluster, new GroupSubscription(anchored)).groupAssignment();
        Map<String, Assignment> expanded = new HashMap<>();
        decided.forEach((member, assignment) ->
                expanded.put(member, expanded(cluster, members.get(member).topics(), assignment)));
        return new GroupAssignment(expanded);
    }

    /** The first topic by name that all members subscribe to; while an update rolls, some may know more topics. */
    private static String anchor(Collection<Subscription> subscriptions) {
        Set<String> all = new TreeSet<>();
        subscriptions.forEach(subscription -> all.addAll(subscription.topics()));
        Set<String> common = new TreeSet<>(all);
        subscriptions.forEach(subscription -> common.retainAll(subscription.topics()));
        return (common.isEmpty() ? all : common).iterator().next();
    }

    /** The subscription as if to the anchor alone; a member that owns any topic's partition i owns the anchor's. */
    private static Subscription anchored(Subscription subscription, String anchor) {
        List<TopicPartition> owned = subscription.ownedPartitions().stream()
                .map(TopicPartition::partition)
                .distinct()
                .sorted()
                .map(partition -> new TopicPartition(anchor, partition))
                .toList();
        List<String> topics = subscription.topics().contains(anchor) ? List.of(anchor) : List.of();
        Subscription anchored = new Subscription(
                topics,
                subscription.userData(),
                owned,
                subscription.generationId().orElse(-1),
                subscription.rackId());
        anchored.setGroupInstanceId(subscription.groupInstanceId());
        return anchored;
    }

    private static Assignment expanded(Cluster cluster, List<String> topics, Assignment anchored) {
        Set<Integer> numbers = anchored.partitions().stream()
                .map(TopicPartition::partition)
                .collect(Collectors.toCollection(TreeSet::new));
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : new TreeSet<>(topics)) {
            Integer count = cluster.partitionCountForTopic(topic);
            for (int number : numbers) {
                if (count != null && number < count) {
                    all.add(new TopicPartition(topic, number));
                }
            }
        }
        return new Assignment(all, anchored.userData());
    }
}
