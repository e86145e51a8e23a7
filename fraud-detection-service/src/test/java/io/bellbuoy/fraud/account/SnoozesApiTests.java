package io.bellbuoy.fraud.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.fraud.account.Service.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snoozes over HTTP, from the request to the alerts that do not come, and their end, whoever owns the account. */
class SnoozesApiTests {

    private static final Instant TEN = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String[] LARGE = {
        "--bellbuoy.topics.partitions=1",
        "--management.endpoint.snoozes.access=unrestricted",
        "--bellbuoy.rules.large.stream=transactions",
        "--bellbuoy.rules.large.when=amount > 1000",
        "--bellbuoy.rules.large.message={amount}"
    };

    @TempDir
    private Path directory;

    @Test
    void aSnoozedAccountIsSilentUntilTheEndWhoeverOwnsIt() {
        int port = FreePort.find();
        int otherPort = FreePort.find();
        try (Payments payments = new Payments("snoozed")) {
            try (Service one = start(port, "one").awaitLive(1)) {
                payments.payAtHome("A", TEN, "1001");
                awaitAlerts("1001");
                Answer answer = snooze(
                        one,
                        "{\"rule\":\"large\",\"key\":\"A\",\"until\":\"2026-01-05T11:00:00Z\","
                                + "\"reason\":\"buys a car\",\"by\":\"ops-7\"}");
                assertThat(answer.status()).as(answer.body()).isEqualTo(200);
                assertThat(answer.json().get("since").asString())
                        .isEqualTo(TEN.minusSeconds(5).toString());
                payments.payAtHome("A", TEN.plusSeconds(1), "1002");
                payments.payAtHome("B", TEN.plusSeconds(1), "2002");
                awaitAlerts("1001", "2002");
                assertThat(held(one)).isEqualTo("1");
                assertThat(one.get("/actuator/prometheus").body())
                        .contains("bellbuoy_alerts_snoozed_total{rule=\"large\"} 1.0");
                assertThat(one.get("/actuator/rules").body()).contains("\"snoozed\":1,");
                theOneWithoutThePartitionNamesTheOther(port, otherPort);
            }
            // Another instance without the disk of the first.
            try (Service other = start(otherPort, "other").awaitLive(1)) {
                payments.payAtHome("A", TEN.plusSeconds(2), "1003");
                payments.payAtHome("B", TEN.plusSeconds(2), "2003");
                awaitAlerts("1001", "2002", "2003");
                assertThat(held(other)).isEqualTo("2");
                payments.payAtHome("A", TEN.plusSeconds(3_600), "1004");
                awaitAlerts("1001", "2002", "2003", "1004");
                payments.payAtHome("B", TEN.plusSeconds(3_605), "2004");
                awaitAlerts("1001", "2002", "2003", "1004", "2004");
                assertThat(inForce(other).status()).as("it is over").isEqualTo(404);
            }
        }
    }

    private void theOneWithoutThePartitionNamesTheOther(int port, int otherPort) {
        try (Service idle = start(otherPort, "idle").awaitLive(0)) {
            Answer answer = inForce(idle);
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(answer.json().get("owner").asString()).isEqualTo("127.0.0.1:" + port);
        }
    }

    @Test
    void whatIsWrongIsAProblem() {
        try (Service service = Service.start("snooze-wrong", FreePort.find(), directory.resolve("wrong"), LARGE)
                .awaitLive(1)) {
            Answer answer =
                    snooze(service, "{\"rule\":\"high-valu\",\"key\":\"A\",\"duration\":\"1h\",\"reason\":\"r\"}");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(answer.json().get("detail").asString())
                    .isEqualTo("snooze, rule: found 'high-valu'; allowed: a rule in force, did you mean 'high-value'?");
            assertThat(service.get("/actuator/snoozes?rule=new-country-spike&key=accountId=A&key=country=DE")
                            .status())
                    .as("a key of two fields")
                    .isEqualTo(404);
            assertThat(service.send("DELETE", "/actuator/snoozes?rule=high-value&key=A")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void asItShipsNobodyCanSilenceARule() {
        try (Service service = Service.start("snooze-read", FreePort.find(), directory.resolve("read"))
                .awaitLive(4)) {
            assertThat(snooze(service, "{}").status()).isEqualTo(405);
            assertThat(service.send("DELETE", "/actuator/snoozes?rule=high-value&key=A")
                            .status())
                    .isEqualTo(405);
            assertThat(service.get("/actuator/snoozes?rule=high-value&key=A").status())
                    .isEqualTo(404);
        }
    }

    private Service start(int port, String disk) {
        return Service.start("snoozed", port, directory.resolve(disk), LARGE);
    }

    private static Answer snooze(Service service, String body) {
        return service.post("/actuator/snoozes", body);
    }

    private static Answer inForce(Service service) {
        return service.get("/actuator/snoozes?rule=large&key=A");
    }

    private static String held(Service service) {
        Answer answer = inForce(service);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().get("held").asString();
    }

    /** Waits until the alerts of the rule are these: with the last of them all before it are committed. */
    private static void awaitAlerts(String... messages) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(alerts()).containsExactly(messages));
    }

    private static List<String> alerts() {
        EventCodec codec = new EventCodec();
        List<String> messages = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", TestBroker.address(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition topic = new TopicPartition("snoozed-alerts", 0);
            consumer.assign(List.of(topic));
            consumer.seekToBeginning(List.of(topic));
            long end = consumer.endOffsets(List.of(topic)).get(topic);
            while (consumer.position(topic) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    Alert alert = codec.read(record.value(), Alert.class);
                    if (alert.rule().equals("large")) {
                        messages.add(alert.message());
                    }
                });
            }
        }
        return messages;
    }
}
