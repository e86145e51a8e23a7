package io.bellbuoy.stream.standby;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What the consumer group says of the application's instances, with either group protocol. Thread-safe. */
public final class StandbyGroup {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Admin admin;
    private final String groupId;
    private final String topic;

    /**
     * @param admin not closed here
     * @param topic one of the input topics, whose partitions are the tasks
     */
    public StandbyGroup(Admin admin, String groupId, String topic) {
        this.admin = admin;
        this.groupId = groupId;
        this.topic = topic;
    }

    /**
     * The members at one time.
     *
     * @param partitions the number of tasks
     * @param owners the instance that owns a task, for those that are owned
     * @param instances all instances
     */
    record View(int partitions, Map<Integer, String> owners, Set<String> instances) {}

    /**
     * Asks the broker; empty while the group rebalances, since nobody knows then who will own what.
     *
     * @throws KafkaException if it does not answer
     */
    Optional<View> look() throws InterruptedException {
        ConsumerGroupDescription group = answer(
                admin.describeConsumerGroups(List.of(groupId)).describedGroups().get(groupId));
        if (group.groupState() != GroupState.STABLE) {
            return Optional.empty();
        }
        Map<Integer, String> owners = new HashMap<>();
        Set<String> instances = new TreeSet<>();
        for (MemberDescription member : group.members()) {
            String instance = InstanceName.of(member.groupInstanceId().orElse(null), member.clientId());
            instances.add(instance);
            member.assignment().topicPartitions().stream()
                    .filter(source -> source.topic().equals(topic))
                    .map(TopicPartition::partition)
                    .forEach(partition -> owners.put(partition, instance));
        }
        int partitions = answer(
                        admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
                .partitions()
                .size();
        return Optional.of(new View(partitions, owners, instances));
    }

    private static <T> T answer(KafkaFuture<T> asked) throws InterruptedException {
        try {
            return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException cause) {
            throw new KafkaException("The members of the group could not be read.", cause);
        }
    }
}
