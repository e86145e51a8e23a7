package io.bellbuoy.stream.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import io.bellbuoy.stream.reload.RuleReload;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A rule is edited while events flow: none is lost or counted twice, and each alert has the version of its record. */
class RulesUnderLoadTests {

    private static final EmbeddedKafkaKraftBroker BROKER = TestBroker.start();
    private static final int ACCOUNTS = 16;
    private static final int PARTITIONS = 4;
    private static final String COUNTED = "n > 0";

    @TempDir
    Path directory;

    private Path file;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicInteger sent = new AtomicInteger();

    @AfterAll
    static void stopBroker() {
        BROKER.destroy();
    }

    @Test
    void eachEventCountsOnceAndEachAlertHasTheVersionOfItsRecord() throws Exception {
        file = directory.resolve("rules.yml");
        edit("365d", COUNTED, "{n}");
        Thread load = new Thread(this::load);
        load.setDaemon(true);
        List<String> conditions = new ArrayList<>(List.of(COUNTED));
        runner("first").run(context -> {
            awaitLive(context);
            load.start();
            awaitCondition(COUNTED);
            apply(context, "n >= 1", conditions);
            // Text that no rule read before is not decoded before.
            apply(context, "n >= 1 && country == 'DE'", conditions);
            refused(context, "365d", "n >= ", "n >= ");
            refused(context, "365d", "m > 1", "unknown name 'm'");
            refused(context, "700d", COUNTED, "restart: cold");
            apply(context, "n > 0.5", conditions);
            assertThat(counter(context, "applied")).isEqualTo(3);
            assertThat(counter(context, "refused")).isEqualTo(3);
            // Takes effect on some partitions, perhaps, before another instance takes this one's place.
            edit("365d", "n > 0.25", "{n}");
            conditions.add("n > 0.25");
            takeOver(conditions, load);
        });

        assertCountedOnce(alerts());
        assertOneBoundaryEach(alerts(), conditions);
    }

    /** By the same instance id: transactions that are open are fenced, and the consumers lose their place. */
    private void takeOver(List<String> conditions, Thread load) {
        runner("second").run(context -> {
            awaitLive(context);
            awaitCondition("n > 0.25");
            apply(context, "n > 0.125", conditions);
            ended.set(true);
            load.join();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(alerts()).hasSizeGreaterThanOrEqualTo(sent.get()));
        });
    }

    // ---- what is expected

    private void assertCountedOnce(List<Alert> alerts) {
        Set<String> events = new HashSet<>();
        Map<String, List<Alert>> byAccount = new TreeMap<>();
        for (Alert alert : alerts) {
            assertThat(events.add(alert.eventId())).as(alert.eventId()).isTrue();
            byAccount
                    .computeIfAbsent(alert.key().get("account"), any -> new ArrayList<>())
                    .add(alert);
        }
        assertThat(events).hasSize(sent.get());
        byAccount.forEach((account, of) -> {
            of.sort(Comparator.comparingLong(RulesUnderLoadTests::offset));
            for (int i = 0; i < of.size(); i++) {
                assertThat(new BigDecimal((String) of.get(i).values().get("n")))
                        .as("event %s of %s", i, account)
                        .isEqualByComparingTo(BigDecimal.valueOf(i + 1));
            }
        });
    }

    /** On each partition the conditions follow one another in the order of the edits, each with a version of its own. */
    private static void assertOneBoundaryEach(List<Alert> alerts, List<String> conditions) {
        Map<String, Set<String>> versions = new TreeMap<>();
        Map<Integer, List<Alert>> byPartition = new TreeMap<>();
        for (Alert alert : alerts) {
            versions.computeIfAbsent(alert.condition(), any -> new HashSet<>()).add(alert.ruleVersion());
            byPartition
                    .computeIfAbsent(alert.evidence().partition(), any -> new ArrayList<>())
                    .add(alert);
        }
        assertThat(versions.keySet()).containsExactlyInAnyOrderElementsOf(conditions);
        assertThat(versions.values()).allMatch(of -> of.size() == 1);
        assertThat(byPartition).hasSize(PARTITIONS);
        byPartition.forEach((partition, of) -> {
            of.sort(Comparator.comparingLong(RulesUnderLoadTests::offset));
            List<Integer> order = of.stream()
                    .map(alert -> conditions.indexOf(alert.condition()))
                    .toList();
            assertThat(order).as("partition %s", partition).isSorted().contains(0);
        });
    }

    private static long offset(Alert alert) {
        return alert.evidence().triggerOffset();
    }

    // ---- edits

    private void apply(AssertableApplicationContext context, String condition, List<String> conditions)
            throws IOException {
        String before = context.getBean(RuleReload.class).status().version();
        edit("365d", condition, "{n}");
        conditions.add(condition);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        context.getBean(RuleReload.class).status().version())
                .isNotEqualTo(before));
        awaitCondition(condition);
        assertThat(health(context).getDetails().get("rules").toString()).doesNotContain("refused");
    }

    /** Waits until alerts of every partition have it. */
    private void awaitCondition(String condition) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(alerts().stream()
                                .filter(alert -> alert.condition().equals(condition))
                                .map(alert -> alert.evidence().partition())
                                .distinct())
                        .hasSize(PARTITIONS));
    }

    private void refused(AssertableApplicationContext context, String window, String condition, String reason)
            throws IOException {
        RuleReload reload = context.getBean(RuleReload.class);
        String version = reload.status().version();
        edit(window, condition, "{n}");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(String.valueOf(reload.status().refused())).contains(reason));
        assertThat(reload.status().version()).isEqualTo(version);
        Health health = health(context);
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails().get("rules").toString()).contains(version, reason);
        assertThat(context.getBean(MeterRegistry.class)
                        .get("bellbuoy.rules.info")
                        .tag("version", version)
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    /** As a mounted ConfigMap is replaced: at once. */
    private void edit(String window, String condition, String message) throws IOException {
        Path next = directory.resolve("next.yml");
        Files.writeString(next, """
                bellbuoy:
                  rules:
                    counted:
                      stream: payments
                      window: { trailing: %s }
                      compute: { n: "count()" }
                      when: "%s"
                      message: "%s"
                """.formatted(window, condition, message));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static double counter(AssertableApplicationContext context, String outcome) {
        return context.getBean(MeterRegistry.class)
                .get("bellbuoy.rules.reload")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private static Health health(AssertableApplicationContext context) {
        return context.getBean("bellbuoyHealthIndicator", HealthIndicator.class).health();
    }

    // ---- the application and its events

    private ApplicationContextRunner runner(String instance) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class, BellbuoyAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues(
                        "spring.kafka.bootstrap-servers=" + BROKER.getBrokersAsString(),
                        "bellbuoy.instance-id=one",
                        "bellbuoy.state.directory=" + directory.resolve(instance),
                        "bellbuoy.reload.file=" + file,
                        "bellbuoy.reload.every=100ms")
                .withInitializer(context -> {
                    Yaml.addTo(context.getEnvironment(), new ByteArrayResource("""
                                    bellbuoy:
                                      application-id: edited
                                      concurrency: 2
                                      topics: { partitions: 4 }
                                      streams:
                                        payments:
                                          topic: edited-in
                                          fields: { id: string, account: string, at: timestamp, country: string }
                                          id: id
                                          key: account
                                          time: at
                                    """.getBytes(StandardCharsets.UTF_8)));
                    RulesFilePostProcessor.addTo(context.getEnvironment());
                });
    }

    private static void awaitLive(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        context.getBean(TaskBoard.class).tasks().stream().filter(task -> task.phase() == Phase.LIVE))
                .hasSize(PARTITIONS));
    }

    private void load() {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", BROKER.getBrokersAsString(), "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            while (!ended.get()) {
                for (int account = 0; account < ACCOUNTS; account++) {
                    String key = "a" + account;
                    String event =
                            "{\"id\":\"e%d\",\"account\":\"%s\",\"at\":\"2026-01-01T00:00:00Z\",\"country\":\"DE\"}"
                                    .formatted(sent.getAndIncrement(), key);
                    producer.send(new ProducerRecord<>(
                            "edited-in", key.getBytes(StandardCharsets.UTF_8), event.getBytes(StandardCharsets.UTF_8)));
                }
                producer.flush();
            }
        }
    }

    private static List<Alert> alerts() {
        EventCodec codec = new EventCodec();
        List<Alert> alerts = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", BROKER.getBrokersAsString(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("edited-alerts").stream()
                    .map(partition -> new TopicPartition("edited-alerts", partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(50))
                        .forEach(record -> alerts.add(codec.read(record.value(), Alert.class)));
            }
        }
        return alerts;
    }
}
