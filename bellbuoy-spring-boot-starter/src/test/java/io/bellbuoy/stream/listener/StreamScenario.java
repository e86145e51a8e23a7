package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.stream.decode.InputTopic;
import io.bellbuoy.stream.state.StateTopics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** An application with topics of its own: payments by account, and a detector that counts them. */
final class StreamScenario implements AutoCloseable {

    private static final Schema SCHEMA = new Schema(List.of(
            Field.of("id", FieldType.STRING).asRequired(),
            Field.of("account", FieldType.STRING).asRequired(),
            Field.of("at", FieldType.TIMESTAMP).asRequired()));
    private static final Pattern ALERT =
            Pattern.compile("\"recordKey\":\"([^\"]*)\"|\"eventId\":\"([^\"]*)\"|\"n\":\"([0-9]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final String application;
    final StateTopics stateTopics;
    final Plan plan;
    final List<InputTopic> inputs = new ArrayList<>();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", TestBroker.address()));
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of(
                    "bootstrap.servers",
                    TestBroker.address(),
                    "linger.ms",
                    5,
                    "max.request.size",
                    16 << 20,
                    // A new topic may refuse the first request and take the second, out of order.
                    "max.in.flight.requests.per.connection",
                    1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private int sent;

    StreamScenario(String application, int partitions) throws ExecutionException, InterruptedException {
        this(application, partitions, 0);
    }

    /** @param loginPartitions the partitions of a second stream, the logins; 0: there is none */
    StreamScenario(String application, int partitions, int loginPartitions)
            throws ExecutionException, InterruptedException {
        this(application, partitions, loginPartitions, UnaryOperator.identity());
    }

    /** @param more what the rule set declares beside the streams; its topics are the caller's to make */
    StreamScenario(String application, int partitions, int loginPartitions, UnaryOperator<RuleSet> more)
            throws ExecutionException, InterruptedException {
        this.application = application;
        stateTopics = new StateTopics(application);
        List<NewTopic> topics = new ArrayList<>(List.of(
                new NewTopic(input(), partitions, (short) 1),
                new NewTopic(input() + "-dlt", 1, (short) 1),
                new NewTopic(application + "-late", 1, (short) 1),
                new NewTopic(alerts(), 1, (short) 1),
                stateTopics.newLog(partitions, (short) 1),
                stateTopics.newCheckpoint(partitions, (short) 1)));
        inputs.add(new InputTopic(input(), stream("payments"), 1 << 20));
        if (loginPartitions > 0) {
            topics.add(new NewTopic(logins(), loginPartitions, (short) 1));
            inputs.add(new InputTopic(logins(), stream("logins"), 1 << 20));
        }
        List<StreamSpec> streams = inputs.stream().map(InputTopic::stream).toList();
        RuleSet rules = more.apply(new RuleSet(application, streams, List.of(), List.of()));
        plan = Plan.compile(rules, List.of(new CountingDetector()));
        admin.createTopics(topics).all().get();
    }

    private static StreamSpec stream(String name) {
        StreamSpec usual = StreamSpec.of(name, SCHEMA, "id", "account", TimeSource.field("at"));
        return new StreamSpec(
                usual.name(),
                usual.schema(),
                usual.id(),
                usual.key(),
                usual.time(),
                usual.outOfOrderness(),
                Duration.ofSeconds(2),
                usual.maxFuture(),
                null,
                false);
    }

    String input() {
        return application + "-payments";
    }

    String logins() {
        return application + "-logins";
    }

    /** How many payments were sent in turn. */
    int sent() {
        return sent;
    }

    String alerts() {
        return application + "-alerts";
    }

    Admin admin() {
        return admin;
    }

    /** An instance, not started yet. */
    TestInstance instance(@Nullable String instanceId, Path directory) {
        return new TestInstance(this, instanceId, directory);
    }

    /** Sends payments to accounts a0, a1, ... in turn. */
    void send(int count, int accounts) {
        for (int i = 0; i < count; i++) {
            String account = "a" + sent % accounts;
            send(account, event("e" + sent, account));
            sent++;
        }
        producer.flush();
    }

    void send(String key, byte[] value) {
        send(input(), key, value);
    }

    void send(String topic, String key, byte @Nullable [] value) {
        producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Sends logins of accounts a0, a1, ... in turn. */
    void sendLogins(int count, int accounts) {
        for (int i = 0; i < count; i++) {
            String account = "a" + i % accounts;
            send(logins(), account, event("l" + i, account));
        }
        producer.flush();
    }

    static byte[] event(String id, String account) {
        return ("{\"id\":\"" + id + "\",\"account\":\"" + account + "\",\"at\":\"2026-01-01T00:00:00Z\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Waits for as many alerts as payments were sent, and checks that each counted once, in order. */
    void expectEachCountedOnce() {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> assertThat(read(alerts()))
                .hasSizeGreaterThanOrEqualTo(sent));
        Map<String, List<Long>> counts = new TreeMap<>();
        List<String> ids = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> alert : read(alerts())) {
            Map<Integer, String> found = fields(new String(alert.value(), StandardCharsets.UTF_8));
            String key = new String(alert.key(), StandardCharsets.UTF_8);
            counts.computeIfAbsent(key, any -> new ArrayList<>()).add(Long.parseLong(found.get(3)));
            ids.add(found.get(2));
        }
        assertThat(ids).doesNotHaveDuplicates().hasSize(sent);
        counts.forEach((key, numbers) -> {
            List<Long> expected = new ArrayList<>();
            for (long n = 1; n <= numbers.size(); n++) {
                expected.add(n);
            }
            assertThat(numbers.stream().sorted(Comparator.naturalOrder()).toList())
                    .as("counts of %s", key)
                    .isEqualTo(expected);
        });
    }

    private static Map<Integer, String> fields(String json) {
        Map<Integer, String> found = new HashMap<>();
        Matcher matcher = ALERT.matcher(json);
        while (matcher.find()) {
            for (int group = 1; group <= 3; group++) {
                if (matcher.group(group) != null) {
                    found.put(group, matcher.group(group));
                }
            }
        }
        return found;
    }

    /** All committed records of a topic. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestBroker.address(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(50)).forEach(all::add);
            }
        }
        return all;
    }

    /** The committed offsets of the group. */
    Map<TopicPartition, Long> groupOffsets() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listConsumerGroupOffsets(application)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> {
                    if (offset != null) {
                        offsets.put(partition, offset.offset());
                    }
                });
        return offsets;
    }

    void deleteGroup() throws ExecutionException, InterruptedException {
        admin.deleteConsumerGroups(List.of(application)).all().get();
    }

    void setGroupOffset(int partition, long offset) throws ExecutionException, InterruptedException {
        admin.alterConsumerGroupOffsets(
                        application, Map.of(new TopicPartition(input(), partition), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    @Override
    public void close() {
        producer.close();
        admin.close(Duration.ofSeconds(5));
    }
}
