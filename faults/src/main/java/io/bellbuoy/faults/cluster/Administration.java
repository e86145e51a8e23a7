package io.bellbuoy.faults.cluster;

import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.topic.CommittedReader;
import io.bellbuoy.quickstart.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/** What an administrator may do to a cluster by mistake, or has to know of it. */
final class Administration implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final Admin admin;
    private final List<ConsumerRecord<byte[], byte[]>> kept = new ArrayList<>();

    Administration(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "bellbuoy-administration"));
    }

    /**
     * Deletes a topic that nobody writes to at the moment, when no transaction is open in it any more; what is committed in it is
     * kept here.
     */
    void delete(String topic) {
        try (Topics topics = Topics.open(bootstrapServers);
                CommittedReader reader = CommittedReader.open(bootstrapServers, topics.require(topic), true)) {
            if (!Pause.until(OPEN_LIMIT, () -> isClosed(topic))) {
                throw new Problem("A transaction in " + topic + " stays open.");
            }
            reader.readToEnd(kept::add);
        }
        get(admin.deleteTopics(Set.of(topic)).all());
    }

    /** Whether what is committed ends where the log ends. */
    private boolean isClosed(String topic) {
        try (Topics topics = Topics.open(bootstrapServers);
                CommittedReader reader = CommittedReader.open(bootstrapServers, topics.require(topic), false)) {
            Map<TopicPartition, Long> ends = topics.ends(topics.require(topic));
            return reader.positions().equals(ends);
        }
    }

    /** Forbids everybody to write to a topic. */
    void deny(String topic) {
        ResourcePattern resource = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
        get(admin.createAcls(List.of(
                        binding(resource, AclOperation.ALL, AclPermissionType.ALLOW),
                        binding(resource, AclOperation.WRITE, AclPermissionType.DENY)))
                .all());
    }

    private static AclBinding binding(ResourcePattern resource, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, permission));
    }

    /** Takes back all that was forbidden. */
    void allowAll() {
        get(admin.deleteAcls(List.of(AclBindingFilter.ANY)).all());
    }

    /**
     * Limits what producers may write.
     *
     * @param clients their client ids
     * @param bytesPerSecond null for no limit
     */
    void limit(List<String> clients, @Nullable Double bytesPerSecond) {
        get(admin.alterClientQuotas(clients.stream()
                        .map(client -> new ClientQuotaAlteration(
                                new ClientQuotaEntity(Map.of(ClientQuotaEntity.CLIENT_ID, client)),
                                List.of(new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond))))
                        .toList())
                .all());
    }

    /** Whether nobody is a member of a group any more. */
    boolean isEmpty(String group) {
        return get(admin.describeConsumerGroups(List.of(group)).all())
                .get(group)
                .members()
                .isEmpty();
    }

    /** Deletes a group with its offsets. */
    void deleteOffsets(String group) {
        get(admin.deleteConsumerGroups(List.of(group)).all());
    }

    /** Whether a group has read all that is committed in a topic that transactions write. */
    boolean isRead(String group, String topic) {
        try (Topics topics = Topics.open(bootstrapServers);
                CommittedReader reader = CommittedReader.open(bootstrapServers, topics.require(topic), true)) {
            Map<TopicPartition, Long> next = topics.committed(group);
            List<ConsumerRecord<byte[], byte[]>> unread = new ArrayList<>();
            reader.readToEnd(record -> {
                Long committed = next.get(new TopicPartition(record.topic(), record.partition()));
                if (committed == null || record.offset() >= committed) {
                    unread.add(record);
                }
            });
            return unread.isEmpty();
        }
    }

    /** What was committed in topics before they were deleted, in the order of each partition. */
    List<ConsumerRecord<byte[], byte[]>> kept() {
        return kept;
    }

    /** The broker that coordinates a group, by its number from 0. */
    int coordinator(String group) {
        return get(admin.describeConsumerGroups(List.of(group)).all())
                        .get(group)
                        .coordinator()
                        .id()
                - 1;
    }

    /** Whether a group has at least so many members, and each of them partitions. */
    boolean isShared(String group, int members) {
        var found = get(admin.describeConsumerGroups(List.of(group)).all())
                .get(group)
                .members();
        return found.size() >= members
                && found.stream()
                        .noneMatch(
                                member -> member.assignment().topicPartitions().isEmpty());
    }

    /** Whether every partition is on all the brokers that it should be on. */
    boolean isReplicated() {
        Set<String> topics = get(admin.listTopics().names());
        return get(admin.describeTopics(topics).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition ->
                        partition.isr().size() == partition.replicas().size());
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new Problem("The brokers did not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while waiting for the brokers.", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
