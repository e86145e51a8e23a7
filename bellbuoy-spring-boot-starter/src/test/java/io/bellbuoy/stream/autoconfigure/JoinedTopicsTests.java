package io.bellbuoy.stream.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.stream.monitor.TaskBoard;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Tables and joins over a real broker: records without a value, and state that outlives a restart without its disk. */
class JoinedTopicsTests {

    private static final EmbeddedKafkaKraftBroker BROKER = TestBroker.start();
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String RULES = """
            bellbuoy:
              application-id: joined
              topics: { partitions: 1 }
              streams:
                payments:
                  fields: { id: string, account: string, at: timestamp, amount: decimal }
                  id: id
                  key: account
                  time: at
                refunds:
                  fields: { id: string, account: string, at: timestamp, amount: decimal }
                  id: id
                  key: account
                  time: at
              tables:
                accounts:
                  topic: account-profiles
                  fields: { account: string, updatedAt: timestamp, dailyLimit: decimal }
                  key: account
                  time: updatedAt
                  wait: 1h
              joins:
                refunded: { left: payments, right: refunds, after: 1h }
              rules:
                limit-exceeded: { stream: payments, when: "amount > tables.accounts.dailyLimit" }
                marker: { stream: accounts, when: "dailyLimit == 0" }
                too-much-back: { stream: refunded, when: "refunds.amount > payments.amount" }
            """;

    @TempDir
    Path directory;

    @AfterAll
    static void stopBroker() {
        BROKER.destroy();
    }

    @Test
    void entriesDeletionsAndPairsOutliveARestartWithoutTheDisk() {
        run("first", () -> {
            send("payments", "A", 0, event("waits", "A", 0, 500));
            send("account-profiles", "A", 1, profile("A", 1, "100"));
            assertThat(alerts(1)).containsExactly("limit-exceeded waits");
            send("payments", "A", 2, event("a1", "A", 2, 300));
            assertThat(alerts(2)).contains("limit-exceeded a1");
        });
        run("second", () -> {
            send("refunds", "A", 3, event("r1", "A", 3, 301));
            assertThat(alerts(3)).contains("too-much-back a1+r1");
            send("payments", "A", 4, event("a2", "A", 4, 200));
            assertThat(alerts(4)).contains("limit-exceeded a2");
            send("account-profiles", "A", 5, null);
            send("account-profiles", "B", 5, profile("B", 5, "0"));
            assertThat(alerts(5)).as("the deletion before it was read").anyMatch(line -> line.startsWith("marker"));
            send("payments", "A", 6, event("a3", "A", 6, 900));
            send("account-profiles", "A", 7, profile("A", 7, "700"));

            assertThat(alerts(6)).as("the payment waited for the next entry").contains("limit-exceeded a3");
            assertThat(limits()).containsEntry("a2", "100").containsEntry("a3", "700");
        });
    }

    private void run(String disk, Runnable test) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class, BellbuoyAutoConfiguration.class))
                .withPropertyValues(
                        "spring.kafka.bootstrap-servers=" + BROKER.getBrokersAsString(),
                        "bellbuoy.state.directory=" + directory.resolve(disk))
                .withInitializer(context -> Yaml.addTo(
                        context.getEnvironment(), new ByteArrayResource(RULES.getBytes(StandardCharsets.UTF_8))))
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                                    context.getBean(TaskBoard.class).tasks())
                            .hasSize(1));
                    test.run();
                });
    }

    private static String event(String id, String account, int second, int amount) {
        return "{\"id\":\"%s\",\"account\":\"%s\",\"at\":\"%s\",\"amount\":%d}"
                .formatted(id, account, NOW.plusSeconds(second), amount);
    }

    private static String profile(String account, int second, String limit) {
        return "{\"account\":\"%s\",\"updatedAt\":\"%s\",\"dailyLimit\":\"%s\"}"
                .formatted(account, NOW.plusSeconds(second), limit);
    }

    private static void send(String topic, String key, int second, @Nullable String value) {
        Map<String, Object> settings = Map.of("bootstrap.servers", BROKER.getBrokersAsString(), "linger.ms", 0);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                    topic,
                    null,
                    NOW.plusSeconds(second).toEpochMilli(),
                    key.getBytes(StandardCharsets.UTF_8),
                    value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static List<String> alerts(int count) {
        List<String> lines = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            lines.clear();
            read().forEach(alert -> lines.add(alert.rule() + " " + alert.eventId()));
            assertThat(lines).hasSize(count);
        });
        return lines;
    }

    private static Map<String, String> limits() {
        Map<String, String> limits = new HashMap<>();
        for (Alert alert : read()) {
            limits.put(
                    String.valueOf(alert.eventId()),
                    String.valueOf(alert.values().get("tables.accounts.dailyLimit")));
        }
        return limits;
    }

    private static List<Alert> read() {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", BROKER.getBrokersAsString(), "isolation.level", "read_committed");
        List<Alert> alerts = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor("joined-alerts").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(50))
                        .forEach(record -> alerts.add(new EventCodec().read(record.value(), Alert.class)));
            }
        }
        return alerts;
    }
}
