package io.bellbuoy.stream.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import io.bellbuoy.stream.reload.ReloadOutcome;
import io.bellbuoy.stream.reload.RuleReload;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** Partitions move between instances with older and newer rules, with a real broker. */
class RulesHoldTests {

    private static final EmbeddedKafkaKraftBroker BROKER = TestBroker.start();
    private static final int PARTITIONS = 2;

    @TempDir
    Path directory;

    private int sent;

    @AfterAll
    static void stopBroker() {
        BROKER.destroy();
    }

    @Test
    void anInstanceThatIsBehindHoldsThePartitionsUntilItHasTheirRules() throws Exception {
        newRulesAreInForce("awaited");
        Path older = edit("older.yml", "amount > 5");
        runner("awaited", older, "1h").run(context -> {
            awaitPhase(context, Phase.PAUSED);
            assertThat(count(context, "held")).isEqualTo(PARTITIONS);
            Health health = context.getBean("bellbuoyHealthIndicator", HealthIndicator.class)
                    .health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails().get("paused").toString())
                    .contains(
                            context.getBean(RuleReload.class).status().version(), "took the place of", "at most until");
            send("awaited");

            edit("older.yml", "amount > 7");
            assertThat(context.getBean(RuleReload.class).check()).isEqualTo(ReloadOutcome.APPLIED);

            awaitPhase(context, Phase.LIVE);
            assertThat(count(context, "caught-up")).isEqualTo(PARTITIONS);
            assertThat(count(context, "went-back")).isZero();
            awaitConditions("awaited", "amount > 5", "amount > 7", "amount > 7");
        });
    }

    @Test
    void rulesThatWereTakenBackAreInForceAfterTheTimeAndOthersAtOnce() throws Exception {
        newRulesAreInForce("back");
        Path older = edit("older.yml", "amount > 5");
        runner("back", older, "300ms").run(context -> {
            awaitPhase(context, Phase.LIVE);
            assertThat(count(context, "held")).isEqualTo(PARTITIONS);
            assertThat(count(context, "went-back")).isEqualTo(PARTITIONS);
            send("back");
            awaitConditions("back", "amount > 5", "amount > 7", "amount > 5");
        });
        runner("back", older, "1h").run(context -> {
            awaitPhase(context, Phase.LIVE);
            assertThat(count(context, "held")).as("they are in force").isZero();
        });
        runner("back", edit("third.yml", "amount > 9"), "1h").run(context -> {
            awaitPhase(context, Phase.LIVE);
            assertThat(count(context, "held")).as("they are new").isZero();
            send("back");
            awaitConditions("back", "amount > 5", "amount > 7", "amount > 5", "amount > 9");
        });
        runner("back", older, "0s").run(context -> {
            awaitPhase(context, Phase.LIVE);
            assertThat(count(context, "held")).as("nothing is to wait").isZero();
        });
    }

    /** One instance runs by rules that are then changed. */
    private void newRulesAreInForce(String application) throws IOException {
        runner(application, edit("newer.yml", "amount > 5"), "1h").run(context -> {
            awaitPhase(context, Phase.LIVE);
            assertThat(count(context, "held")).isZero();
            send(application);
            awaitConditions(application, "amount > 5");
            edit("newer.yml", "amount > 7");
            assertThat(context.getBean(RuleReload.class).check()).isEqualTo(ReloadOutcome.APPLIED);
            send(application);
            awaitConditions(application, "amount > 5", "amount > 7");
        });
    }

    // ---- what is expected

    private static void awaitPhase(AssertableApplicationContext context, Phase phase) {
        assertThat(context).hasNotFailed();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        context.getBean(TaskBoard.class).tasks().stream().filter(task -> task.phase() == phase))
                .hasSize(PARTITIONS));
    }

    private static double count(AssertableApplicationContext context, String outcome) {
        Counter counter = context.getBean(MeterRegistry.class)
                .find("bellbuoy.rules.hold")
                .tag("outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    /** Each partition has one alert of each sending, by these conditions in their order. */
    private static void awaitConditions(String application, String... conditions) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            List<Alert> alerts = alerts(application + "-alerts");
            for (int partition = 0; partition < PARTITIONS; partition++) {
                int of = partition;
                assertThat(alerts.stream().filter(alert -> alert.evidence().partition() == of))
                        .extracting(Alert::condition)
                        .containsExactly(conditions);
            }
        });
    }

    private static List<Alert> alerts(String topic) {
        EventCodec codec = new EventCodec();
        List<Alert> alerts = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", BROKER.getBrokersAsString(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(50))
                        .forEach(record -> alerts.add(codec.read(record.value(), Alert.class)));
            }
        }
        alerts.sort((one, other) ->
                Long.compare(one.evidence().triggerOffset(), other.evidence().triggerOffset()));
        return alerts;
    }

    // ---- the application and its events

    private Path edit(String name, String when) throws IOException {
        return Files.writeString(directory.resolve(name), """
                bellbuoy:
                  rules:
                    edited: { stream: payments, when: "%s" }
                """.formatted(when));
    }

    private ApplicationContextRunner runner(String application, Path file, String hold) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class, BellbuoyAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withPropertyValues(
                        "spring.kafka.bootstrap-servers=" + BROKER.getBrokersAsString(),
                        "bellbuoy.state.directory=" + directory.resolve(application),
                        "bellbuoy.reload.file=" + file,
                        "bellbuoy.reload.every=1d",
                        "bellbuoy.reload.hold=" + hold)
                .withInitializer(context -> {
                    Yaml.addTo(context.getEnvironment(), new ByteArrayResource("""
                                    bellbuoy:
                                      application-id: %1$s
                                      topics: { partitions: 2 }
                                      streams:
                                        payments:
                                          topic: %1$s-in
                                          fields: { id: string, account: string, at: timestamp, amount: decimal }
                                          id: id
                                          key: account
                                          time: at
                                    """.formatted(application)
                            .getBytes(StandardCharsets.UTF_8)));
                    RulesFilePostProcessor.addTo(context.getEnvironment());
                });
    }

    /** One event for each partition. */
    private void send(String application) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", BROKER.getBrokersAsString()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                String account = "a" + partition;
                String event = "{\"id\":\"e%d\",\"account\":\"%s\",\"at\":\"2026-01-01T00:00:00Z\",\"amount\":\"10\"}"
                        .formatted(sent++, account);
                producer.send(new ProducerRecord<>(
                        application + "-in",
                        partition,
                        account.getBytes(StandardCharsets.UTF_8),
                        event.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }
}
