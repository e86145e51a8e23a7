package io.bellbuoy.stream.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics that the broker has; asks and waits. */
final class BrokerTopics {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Admin admin;
    private final Map<String, Object> connection;

    /** @param connection the properties of the admin client, for messages */
    BrokerTopics(Admin admin, Map<String, Object> connection) {
        this.admin = admin;
        this.connection = connection;
    }

    /** The numbers of partitions of those topics that exist. */
    Map<String, Integer> partitions(List<NewTopic> topics) {
        Map<String, Integer> found = new LinkedHashMap<>();
        List<String> names = topics.stream().map(NewTopic::name).distinct().toList();
        admin.describeTopics(names).topicNameValues().forEach((name, description) -> {
            try {
                found.put(name, await(description).partitions().size());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw unreachable(e.getCause());
                }
            }
        });
        return found;
    }

    /** Creates topics; one that somebody else has just created stays as it is. */
    void create(List<NewTopic> topics) {
        admin.createTopics(topics).values().forEach((name, created) -> {
            try {
                await(created);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new KafkaException(
                            "Topic " + name + " could not be created: "
                                    + e.getCause().getMessage()
                                    + " Create it by hand and set bellbuoy.topics.create to false, or grant the right.",
                            e.getCause());
                }
            }
        });
    }

    /** The numbers of partitions of all these topics, as soon as the broker shows them: it does so a little late. */
    Map<String, Integer> awaitPartitions(List<NewTopic> topics) {
        long names = topics.stream().map(NewTopic::name).distinct().count();
        for (long tries = PATIENCE.dividedBy(PAUSE); tries > 0; tries--) {
            Map<String, Integer> found = partitions(topics);
            if (found.size() == names) {
                return found;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw unreachable(new TimeoutException("topics that were created do not show"));
    }

    /** A setting of a topic; empty if we may not read it. */
    Optional<String> config(String topic, String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            ConfigEntry entry = await(
                            admin.describeConfigs(List.of(resource)).values().get(resource))
                    .get(name);
            return Optional.ofNullable(entry).map(ConfigEntry::value);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw unreachable(e.getCause());
        }
    }

    private <T> T await(KafkaFuture<T> answer) throws ExecutionException {
        try {
            return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private BrokerUnreachableException unreachable(Throwable cause) {
        Object servers = connection.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        return new BrokerUnreachableException(String.valueOf(servers), cause);
    }
}
