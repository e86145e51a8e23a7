package io.bellbuoy.stream.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.stream.listener.StageRuntime;
import io.bellbuoy.stream.listener.StageRuntimes;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** An application whose rules need stages, its broker, and what is on its topics. */
final class StagedService {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final int PARTITIONS = 2;

    private final EmbeddedKafkaKraftBroker broker;
    private final String application;
    private final String rules;

    /** @param rules the YAML, without the number of partitions */
    StagedService(EmbeddedKafkaKraftBroker broker, String application, String rules) {
        this.broker = broker;
        this.application = application;
        this.rules = rules;
    }

    String application() {
        return application;
    }

    /** What is done while it runs. */
    interface Test {
        void run(AssertableApplicationContext context) throws Exception;
    }

    /** Runs the application until the test is over. */
    void run(Path disk, Test test) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class, BellbuoyAutoConfiguration.class))
                .withPropertyValues(
                        "spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                        "bellbuoy.topics.partitions=" + PARTITIONS,
                        "bellbuoy.state.directory=" + disk)
                .withInitializer(context -> Yaml.addTo(
                        context.getEnvironment(), new ByteArrayResource(rules.getBytes(StandardCharsets.UTF_8))))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    awaitLive(context);
                    test.run(context);
                });
    }

    private static void awaitLive(AssertableApplicationContext context) {
        List<TaskBoard> boards = Stream.concat(
                        Stream.of(context.getBean(TaskBoard.class)),
                        context.getBean(StageRuntimes.class).stages().stream().map(StageRuntime::board))
                .toList();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(boards)
                .allSatisfy(board -> assertThat(board.tasks().stream().filter(task -> task.phase() == Phase.LIVE))
                        .hasSize(PARTITIONS)));
    }

    // ---- what is sent

    void send(String topic, String key, @Nullable String value) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.getBrokersAsString(), "linger.ms", 0, "max.request.size", 20 << 20);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            // With the time of the clock: the broker would delete records of long ago.
            producer.send(new ProducerRecord<>(
                    topic,
                    key.getBytes(StandardCharsets.UTF_8),
                    value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** A payment by an account at a terminal. */
    void pay(String id, String account, String terminal, int second, int amount) {
        pay(id, account, terminal, second, amount, "");
    }

    /** A payment with a note. */
    void pay(String id, String account, String terminal, int second, int amount, String note) {
        send(
                application + "-payments",
                account,
                "{\"id\":\"%s\",\"account\":\"%s\",\"terminal\":\"%s\",\"at\":\"%s\",\"amount\":%d,\"note\":\"%s\"}"
                        .formatted(id, account, terminal, NOW.plusSeconds(second), amount, note));
    }

    /** A confirmed fraud at a terminal. */
    void label(String id, String terminal, int second) {
        send(
                application + "-labels",
                terminal,
                "{\"id\":\"%s\",\"terminal\":\"%s\",\"at\":\"%s\"}".formatted(id, terminal, NOW.plusSeconds(second)));
    }

    // ---- what comes out

    /** Waits until there are so many records on a topic, and returns a line for each. */
    <T> List<String> lines(String topic, int count, Class<T> type, Function<T, String> line) {
        List<String> lines = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            lines.clear();
            read(topic).forEach(record -> lines.add(line.apply(new EventCodec().read(record.value(), type))));
            assertThat(lines).hasSize(count);
        });
        return lines;
    }

    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = consumer()) {
            var partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            }
        }
        return records;
    }

    /** The first offset that is left in each partition of a topic. */
    List<Long> begins(String topic) {
        try (var consumer = consumer()) {
            return consumer.beginningOffsets(partitions(consumer, topic)).values().stream()
                    .sorted()
                    .toList();
        }
    }

    /** One that makes no topics: a question about a topic that the application should have made must not make it. */
    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.getBrokersAsString(),
                "isolation.level",
                "read_committed",
                "allow.auto.create.topics",
                false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        assertThat(partitions).as("partitions of " + topic).hasSize(PARTITIONS);
        return partitions;
    }
}
