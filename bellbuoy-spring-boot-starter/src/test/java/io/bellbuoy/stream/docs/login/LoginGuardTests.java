package io.bellbuoy.stream.docs.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** The service of README.md, with the YAML that stands there, against a real broker. */
class LoginGuardTests {

    private static final Instant START = Instant.parse("2026-01-02T03:04:00Z");

    @Test
    void fiveFailedLoginsRing(@TempDir Path directory) throws IOException {
        Path yaml = Files.writeString(directory.resolve("application.yml"), exampleOfTheReadme());
        EmbeddedKafkaBroker broker = new EmbeddedKafkaKraftBroker(1, 1)
                .brokerProperties(Map.of(
                        "transaction.state.log.replication.factor", "1",
                        "transaction.state.log.min.isr", "1",
                        "group.initial.rebalance.delay.ms", "0"));
        broker.afterPropertiesSet();
        String address = broker.getBrokersAsString();
        try (ConfigurableApplicationContext service = SpringApplication.run(
                LoginGuard.class,
                "--spring.config.location=" + yaml.toUri(),
                "--spring.kafka.bootstrap-servers=" + address,
                "--bellbuoy.state.directory=" + directory.resolve("state"))) {
            assertThat(service.isRunning()).isTrue();
            sendFailedLogins(address);

            assertThat(alerts(address))
                    .singleElement()
                    .asString()
                    .contains("\"rule\":\"guessing\"", "\"user\":\"mallory\"");
        } finally {
            broker.destroy();
        }
    }

    private static String exampleOfTheReadme() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        int start = readme.indexOf("bellbuoy:\n  application-id: login-guard");
        assertThat(start).as("README.md has the example").isPositive();
        return readme.substring(start, readme.indexOf("```", start));
    }

    private static void sendFailedLogins(String address) {
        Map<String, Object> settings = Map.of("bootstrap.servers", address);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < 5; i++) {
                String json = "{\"user\":\"mallory\",\"at\":\"" + START.plusSeconds(i) + "\",\"success\":false}";
                long timestamp = START.plusSeconds(i).toEpochMilli();
                producer.send(new ProducerRecord<>("logins", null, timestamp, "mallory", json));
            }
        }
    }

    /** The alerts of the first window that rings; later windows hold the same five logins and ring as well. */
    private static List<String> alerts(String address) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", address,
                "group.id", "reader",
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        List<String> alerts = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("login-guard-alerts"));
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> alerts.add(record.value()));
                assertThat(alerts).isNotEmpty();
            });
        }
        return alerts;
    }
}
