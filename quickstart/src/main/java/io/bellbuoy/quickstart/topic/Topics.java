package io.bellbuoy.quickstart.topic;

import io.bellbuoy.quickstart.console.Problem;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** Questions about topics and groups, asked of a broker. Every method fails with a {@link Problem} if it does not answer. */
public final class Topics implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long LOOK_NANOS = 20_000_000;
    private static final Duration REACH_LIMIT = Duration.ofSeconds(5);

    private final Admin admin;
    private final String bootstrapServers;

    private Topics(Admin admin, String bootstrapServers) {
        this.admin = admin;
        this.bootstrapServers = bootstrapServers;
    }

    /** Opens a client; connects on the first question. */
    public static Topics open(String bootstrapServers) {
        return new Topics(
                Admin.create(Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        AdminClientConfig.CLIENT_ID_CONFIG,
                        "bellbuoy-topics")),
                bootstrapServers);
    }

    /** Whether a broker answers within a few seconds. */
    public boolean isReachable() {
        try {
            return !admin.describeCluster()
                    .nodes()
                    .get(REACH_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Throws a problem that says what to do if no broker answers. */
    public void requireReachable() {
        if (!isReachable()) {
            throw new Problem("No Kafka broker answers at " + bootstrapServers
                    + ". Start one with './bellbuoy demo', or name another by --bootstrap HOST:PORT.");
        }
    }

    /** Creates a topic with the broker's number of replicas unless it exists, and waits until it can be described. */
    public void createMissing(String topic, int partitions) {
        try {
            admin.createTopics(Set.of(new NewTopic(topic, Optional.of(partitions), Optional.empty())))
                    .all()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            awaitKnown(topic);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new Problem(
                        "Topic '" + topic + "' could not be created: "
                                + e.getCause().getMessage(),
                        e);
            }
        } catch (TimeoutException | InterruptedException e) {
            throw unanswered(e);
        }
    }

    /** The controller has a new topic before the brokers that are asked about it. */
    private void awaitKnown(String topic) throws TimeoutException {
        long until = System.nanoTime() + LIMIT.toNanos();
        while (!names().contains(topic)) {
            if (System.nanoTime() > until) {
                throw new TimeoutException("Topic '" + topic + "' was created, but the broker does not list it.");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** All topics but Kafka's own, sorted. */
    public Set<String> names() {
        return new TreeSet<>(get(admin.listTopics().names()));
    }

    /** The partitions of those of the topics that exist. */
    public List<TopicPartition> partitions(Collection<String> topics) {
        Set<String> known = names();
        List<String> asked = topics.stream().filter(known::contains).toList();
        Collection<TopicDescription> found =
                get(admin.describeTopics(asked).allTopicNames()).values();
        return found.stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
    }

    /** The partitions of one topic; a problem that lists what there is if it does not exist. */
    public List<TopicPartition> require(String topic) {
        List<TopicPartition> partitions = partitions(List.of(topic));
        if (partitions.isEmpty()) {
            throw new Problem("Topic '" + topic + "' does not exist at " + bootstrapServers + ". There are: "
                    + (names().isEmpty() ? "none" : String.join(", ", names())) + ".");
        }
        return partitions;
    }

    /** The offsets after the last record of each partition, transactions still open included. */
    public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(asked).all()).forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    /** The offsets a group has committed; a partition without one is absent. */
    public Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }

    /** The partition counts of the existing topics among those asked about, sorted by name. */
    public Map<String, Integer> partitionCounts(Collection<String> topics) {
        Map<String, Integer> counts = new TreeMap<>();
        partitions(topics).forEach(partition -> counts.merge(partition.topic(), 1, Integer::sum));
        return counts;
    }

    private <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw unanswered(e);
        }
    }

    private Problem unanswered(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new Problem("The broker at " + bootstrapServers + " did not answer: " + cause, e);
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
