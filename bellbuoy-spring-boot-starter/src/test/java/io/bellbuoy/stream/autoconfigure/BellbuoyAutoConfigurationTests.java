package io.bellbuoy.stream.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.stream.autoconfigure.metrics.MicrometerProcessingMonitor;
import io.bellbuoy.stream.autoconfigure.metrics.MicrometerRuleObserver;
import io.bellbuoy.stream.autoconfigure.metrics.MicrometerStateMonitor;
import io.bellbuoy.stream.listener.KeyedQueries;
import io.bellbuoy.stream.listener.StreamRuntime;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.snooze.SnoozesEndpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.kafka.transaction.KafkaTransactionManager;

/** The whole starter in one context, with a real broker: from YAML to alerts and dead letters. */
class BellbuoyAutoConfigurationTests {

    private static final EmbeddedKafkaKraftBroker BROKER = TestBroker.start(Map.of("message.max.bytes", "8388608"));
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    Path directory;

    @AfterAll
    static void stopBroker() {
        BROKER.destroy();
    }

    @Test
    void yamlAloneRunsRulesAndKeepsBadRecords() throws Exception {
        // A topic that takes more than the stream does, so that a record of 5 MB gets in.
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.getBrokersAsString()))) {
            NewTopic topic = new NewTopic("whole-in", 2, (short) 1).configs(Map.of("max.message.bytes", "8000000"));
            admin.createTopics(List.of(topic)).all().get();
        }
        runner("whole").run(context -> {
            assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(Plan.class)
                    .hasSingleBean(StreamRuntime.class)
                    .hasSingleBean(KeyedQueries.class)
                    .hasSingleBean(SnoozesEndpoint.class)
                    .doesNotHaveBean(KafkaTransactionManager.class);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() ->
                            assertThat(context.getBean(TaskBoard.class).tasks()).hasSize(2));
            send(badAndGood());

            List<ConsumerRecord<byte[], byte @Nullable []>> dead = read("whole-in-dlt", 8);
            assertThat(dead)
                    .extracting(record -> header(record, "bellbuoy-failure"))
                    .containsExactlyInAnyOrder(
                            "UNDECODABLE",
                            "INVALID",
                            "INVALID",
                            "INVALID",
                            "INVALID",
                            "KEY_MISMATCH",
                            "TOO_FAR_AHEAD",
                            "TOO_LARGE");
            assertThat(dead).allSatisfy(record -> {
                assertThat(header(record, "bellbuoy-fingerprint")).matches("[0-9a-f]{16}");
                assertThat(header(record, "kafka_dlt-original-topic")).isEqualTo("whole-in");
                assertThat(header(record, "kafka_dlt-original-consumer-group")).isEqualTo("whole");
                boolean large = header(record, "bellbuoy-failure").equals("TOO_LARGE");
                assertThat(record.value() == null)
                        .as("a body of 5 MB is not kept")
                        .isEqualTo(large);
            });
            assertThat(dead)
                    .filteredOn(record -> header(record, "bellbuoy-failure").equals("UNDECODABLE"))
                    .singleElement()
                    .satisfies(record -> assertThat(record.value()).isEqualTo("{bad".getBytes(StandardCharsets.UTF_8)));

            Alert alert = new EventCodec().read(read("whole-alerts", 1).get(0).value(), Alert.class);
            assertThat(alert.rule()).isEqualTo("high-value");
            assertThat(alert.key()).containsEntry("accountId", "acc-1");
            assertThat(new BigDecimal((String) alert.values().get("total"))).isEqualByComparingTo("12000");
        });
    }

    @Test
    void missingTopicsStopTheStart() {
        runner("strict").withPropertyValues("bellbuoy.topics.create=false").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(MissingTopicsException.class)
                .hasMessageContaining("strict-in, strict-in-dlt"));
    }

    @Test
    void beansOfTheUserTakePrecedence() {
        Plan plan = Plan.compile(new RuleSetFactory(Yaml.bind(Yaml.environment(yaml("own")))).ruleSet(), List.of());

        runner("own").withBean(Plan.class, () -> plan).run(context -> assertThat(context.getBean(Plan.class))
                .isSameAs(plan));
    }

    @Test
    void tasksBelongToReadinessAndNotToLiveness() {
        runner("ready")
                .withConfiguration(AutoConfigurations.of(
                        ApplicationAvailabilityAutoConfiguration.class,
                        EndpointAutoConfiguration.class,
                        HealthContributorRegistryAutoConfiguration.class,
                        HealthEndpointAutoConfiguration.class,
                        AvailabilityProbesAutoConfiguration.class))
                .withPropertyValues("management.endpoint.health.probes.enabled=true")
                .run(context -> {
                    HealthEndpointGroups groups = context.getBean(HealthEndpointGroups.class);
                    assertThat(groups.get("readiness")).satisfies(readiness -> {
                        assertThat(readiness.isMember("bellbuoy")).isTrue();
                        assertThat(readiness.isMember("readinessState")).isTrue();
                        assertThat(readiness.isMember("db")).isFalse();
                    });
                    assertThat(groups.get("liveness")).satisfies(liveness -> assertThat(liveness.isMember("bellbuoy"))
                            .isFalse());
                });
    }

    @Test
    void metersAreKeptWhereThereIsARegistry() {
        runner("metered")
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> {
                    assertThat(context)
                            .hasSingleBean(MicrometerProcessingMonitor.class)
                            .hasSingleBean(MicrometerStateMonitor.class)
                            .hasSingleBean(MicrometerRuleObserver.class);
                    assertThat(context.getBean(MeterRegistry.class).getMeters())
                            .extracting(meter -> meter.getId().getName())
                            .contains("bellbuoy.batch.duration", "bellbuoy.watermark.lag");
                });
    }

    private ApplicationContextRunner runner(String application) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class, BellbuoyAutoConfiguration.class))
                .withPropertyValues(
                        "spring.kafka.bootstrap-servers=" + BROKER.getBrokersAsString(),
                        "bellbuoy.state.directory=" + directory.resolve(application))
                .withInitializer(context -> Yaml.addTo(
                        context.getEnvironment(),
                        new ByteArrayResource(yaml(application).getBytes(StandardCharsets.UTF_8))));
    }

    private static String yaml(String application) {
        return """
                bellbuoy:
                  application-id: %1$s
                  topics: { partitions: 2 }
                  streams:
                    transactions:
                      topic: %1$s-in
                      schema: classpath:/schemas/transaction.json
                      id: transactionId
                      key: accountId
                      time: timestamp
                  rules:
                    high-value:
                      stream: transactions
                      window: { sliding: 10m, every: 10m }
                      compute: { total: "sum(amount)" }
                      when: "total > 10000"
                      severity: HIGH
                """.formatted(application);
    }

    private static List<ProducerRecord<byte[], byte[]>> badAndGood() {
        return List.of(
                record("acc-1", json("acc-1", "1", "6000", NOW)),
                record("acc-1", "{bad"),
                record("acc-1", json("acc-1", "2", "abc", NOW)),
                record("acc-1", json("acc-1", "3", "-5", NOW)),
                record("acc-1", json("acc-1", "4", "1", NOW).replace("\"accountId\"", "\"account\"")),
                record("acc-1", json("acc-1", "5", "1", NOW).replace("\"timestamp\"", "\"at\"")),
                record("acc-2", json("acc-1", "6", "1", NOW)),
                record("acc-1", json("acc-1", "7", "1", NOW.plus(Duration.ofHours(1)))),
                record("acc-1", json("acc-1", "x".repeat(5 << 20), "1", NOW)),
                record("acc-1", json("acc-1", "8", "6000", NOW)));
    }

    private static ProducerRecord<byte[], byte[]> record(String key, String value) {
        return new ProducerRecord<>(
                "whole-in",
                null,
                NOW.toEpochMilli(),
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(String account, String id, String amount, Instant time) {
        return "{\"transactionId\":\"%s\",\"accountId\":\"%s\",\"amount\":\"%s\",\"timestamp\":\"%s\",\"more\":{\"a\":[1]}}"
                .formatted(id, account, amount, time);
    }

    private static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", BROKER.getBrokersAsString(), "max.request.size", 8_000_000, "linger.ms", 0);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (ProducerRecord<byte[], byte[]> record : records) {
                producer.send(record).get();
            }
        }
    }

    private static List<ConsumerRecord<byte[], byte @Nullable []>> read(String topic, int count) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", BROKER.getBrokersAsString());
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        settings.put("group.id", "test-" + topic);
        List<ConsumerRecord<byte[], byte @Nullable []>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                assertThat(records).hasSizeGreaterThanOrEqualTo(count);
            });
        }
        assertThat(records).hasSize(count);
        return records;
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
