package io.bellbuoy.deadletters.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** One broker for all tests of this module, until the JVM ends; each test has topics and a group of its own. */
public final class TestBroker {

    private static final EmbeddedKafkaBroker BROKER = startOwn(Map.of());

    private TestBroker() {}

    public static String address() {
        return BROKER.getBrokersAsString();
    }

    public static void createTopic(String name, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(Map.of("max.message.bytes", "12000000"));
            admin.createTopics(List.of(topic))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    /** Lets a topic take no larger batches of records than this, in bytes. */
    public static void limit(String topic, int bytes) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            AlterConfigOp limit = new AlterConfigOp(
                    new ConfigEntry("max.message.bytes", Integer.toString(bytes)), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(limit)))
                    .all()
                    .get();
        }
    }

    /** How many records of a topic a group has still to acknowledge. */
    public static long lag(String group, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            var committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            var partitions = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions();
            long lag = 0;
            for (var info : partitions) {
                TopicPartition partition = new TopicPartition(topic, info.partition());
                long end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                        .partitionResult(partition)
                        .get()
                        .offset();
                OffsetAndMetadata offset = committed.get(partition);
                lag += offset == null ? end : end - offset.offset();
            }
            return lag;
        }
    }

    /** The members of a consumer group, by id, and how many partitions each has; a consumer that comes back has another id. */
    public static Map<String, Integer> members(String group) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            var description =
                    admin.describeConsumerGroups(List.of(group)).all().get().get(group);
            Map<String, Integer> members = new HashMap<>();
            description
                    .members()
                    .forEach(member -> members.put(
                            member.consumerId(),
                            member.assignment().topicPartitions().size()));
            return members;
        }
    }

    /** Lets a consumer group without members have read partition 0 of a topic up to an offset. */
    public static void commit(String group, String topic, long offset) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
                    .all()
                    .get();
        }
    }

    public static void deleteTopic(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.deleteTopics(List.of(name)).all().get();
        }
    }

    /** A broker of a test's own, which ends it, with further properties. */
    public static EmbeddedKafkaBroker startOwn(Map<String, String> further) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "4",
                "offsets.topic.num.partitions", "4",
                "group.initial.rebalance.delay.ms", "0",
                "group.min.session.timeout.ms", "1000",
                "auto.create.topics.enable", "false",
                "socket.request.max.bytes", "104857600"));
        properties.putAll(further);
        EmbeddedKafkaBroker broker = new EmbeddedKafkaKraftBroker(1, 1).brokerProperties(properties);
        broker.afterPropertiesSet();
        return broker;
    }
}
