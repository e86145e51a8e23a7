package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.RebalanceProtocol;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CoPartitionAssignorTests {

    private static final long SEED = Long.getLong("test.seed", new Random().nextLong());
    private static final List<String> TOPICS = List.of("payments", "logins", "verifications");

    private final CoPartitionAssignor assignor = new CoPartitionAssignor();
    private int generation;

    @Test
    void isCooperative() {
        assertThat(assignor.supportedProtocols()).contains(RebalanceProtocol.COOPERATIVE);
        assertThat(assignor.name()).isEqualTo("bellbuoy-co-partition");
    }

    @Test
    void partitionsOfOneNumberGoToOneMember() {
        Map<String, List<TopicPartition>> owned = settle(Map.of("a", List.of(), "b", List.of(), "c", List.of()), 7);
        assertCoPartitioned(owned, 7);
        assertThat(owned.values()).allSatisfy(partitions -> assertThat(partitions.size() / TOPICS.size())
                .isBetween(2, 3));
    }

    @Test
    void tasksStayWhereTheyAreWhenAMemberComes() {
        Map<String, List<TopicPartition>> before = settle(Map.of("a", List.of(), "b", List.of()), 6);
        Map<String, List<TopicPartition>> members = new TreeMap<>(before);
        members.put("c", List.of());
        Map<String, List<TopicPartition>> after = settle(members, 6);
        assertCoPartitioned(after, 6);
        assertThat(before.get("a")).containsAll(after.get("a"));
        assertThat(before.get("b")).containsAll(after.get("b"));
    }

    @Test
    void noPartitionHasTwoOwnersAtAnyStepOfRandomChanges() {
        Random random = new Random(SEED);
        Map<String, List<TopicPartition>> members = new TreeMap<>(Map.of("m0", List.of()));
        for (int step = 1; step < 60; step++) {
            if (members.size() > 1 && random.nextBoolean()) {
                members.remove(new ArrayList<>(members.keySet()).get(random.nextInt(members.size())));
            } else {
                members.put("m" + step, List.of());
            }
            members = settle(members, 5);
            assertCoPartitioned(members, 5);
        }
    }

    /** Rounds of the cooperative protocol until nothing changes any more. */
    private Map<String, List<TopicPartition>> settle(Map<String, List<TopicPartition>> members, int partitions) {
        Map<String, List<TopicPartition>> owned = new TreeMap<>(members);
        for (int round = 0; round < 5; round++) {
            Map<String, List<TopicPartition>> next = assign(owned, partitions);
            assertNothingIsTakenBeforeItIsGivenBack(owned, next);
            if (next.equals(owned)) {
                return owned;
            }
            owned = next;
        }
        throw new AssertionError("The assignment does not settle, seed " + SEED);
    }

    private Map<String, List<TopicPartition>> assign(Map<String, List<TopicPartition>> members, int partitions) {
        Map<String, Subscription> subscriptions = new HashMap<>();
        members.forEach((member, owned) ->
                subscriptions.put(member, new Subscription(TOPICS, null, owned, generation, Optional.empty())));
        generation++;
        Map<String, Assignment> assigned = assignor.assign(cluster(partitions), new GroupSubscription(subscriptions))
                .groupAssignment();
        Map<String, List<TopicPartition>> result = new TreeMap<>();
        assigned.forEach((member, assignment) -> result.put(member, assignment.partitions()));
        return result;
    }

    private static void assertNothingIsTakenBeforeItIsGivenBack(
            Map<String, List<TopicPartition>> before, Map<String, List<TopicPartition>> after) {
        Set<TopicPartition> seen = new HashSet<>();
        after.forEach((member, partitions) -> partitions.forEach(partition -> {
            assertThat(seen.add(partition))
                    .as("%s has one owner, seed %s", partition, SEED)
                    .isTrue();
            before.forEach((other, owned) -> assertThat(!other.equals(member) && owned.contains(partition))
                    .as("%s is taken from %s by %s at once, seed %s", partition, other, member, SEED)
                    .isFalse());
        }));
    }

    private static void assertCoPartitioned(Map<String, List<TopicPartition>> owned, int partitions) {
        assertThat(owned.values().stream().mapToInt(List::size).sum())
                .as("seed %s", SEED)
                .isEqualTo(partitions * TOPICS.size());
        owned.values().forEach(assigned -> {
            Map<Integer, Long> topicsByNumber =
                    assigned.stream().collect(Collectors.groupingBy(TopicPartition::partition, Collectors.counting()));
            assertThat(topicsByNumber.values()).as("seed %s", SEED).allMatch(count -> count == TOPICS.size());
        });
    }

    private static Cluster cluster(int partitions) {
        Node node = new Node(0, "localhost", 1);
        List<PartitionInfo> infos = new ArrayList<>();
        for (String topic : TOPICS) {
            for (int partition = 0; partition < partitions; partition++) {
                infos.add(new PartitionInfo(topic, partition, node, new Node[] {node}, new Node[] {node}));
            }
        }
        return new Cluster("test", List.of(node), infos, Set.of(), Set.of());
    }
}
