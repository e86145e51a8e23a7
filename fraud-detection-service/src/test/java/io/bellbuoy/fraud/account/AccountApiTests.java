package io.bellbuoy.fraud.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.fraud.account.Service.Answer;
import io.bellbuoy.stream.listener.StreamRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The service as it ships against a real broker: events in, alerts out, and what it says of an account. */
class AccountApiTests {

    private static final String APPLICATION = "api";
    private static final Instant FIRST_DAY = Instant.parse("2026-01-05T10:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private static Path state;

    private static Service service;
    private static Payments payments;
    private static int days;

    /** Each test has a day of its own, later than those before it, so that its events are not late. */
    private final Instant ten = FIRST_DAY.plus(Duration.ofDays(days++));

    @BeforeAll
    static void start() {
        service = Service.start(APPLICATION, FreePort.find(), state).awaitLive(4);
        payments = new Payments(APPLICATION);
    }

    @AfterAll
    static void stop() {
        payments.close();
        service.close();
    }

    private static void awaitFeature(String account, String feature, String value) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(service.get("/api/accounts/" + account + "/features")
                        .json()
                        .at("/features/" + feature)
                        .asString())
                .isEqualTo(value));
    }

    @Test
    void featuresFollowTheEvents() {
        payments.payAtHome("F", ten, "100.10");
        payments.payAtHome("F", ten.plusSeconds(60), "200.20");
        awaitFeature("F", "count24h", "2");

        Answer answer = service.get("/api/accounts/F/features");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).startsWith("application/json");
        JsonNode json = answer.json();
        assertThat(json.get("accountId").asString()).isEqualTo("F");
        assertThat(json.get("features").get("spend24h").asString()).isEqualTo("300.30");
        assertThat(json.get("features").get("mean30d").asString()).isEqualTo("150.15");
        assertThat(json.get("features").get("small10m").asString()).isEqualTo("0");
    }

    @Test
    void anUnknownAccountHasNoDataAndNoBlocks() {
        JsonNode features = service.get("/api/accounts/nobody/features").json().get("features");

        assertThat(features.get("count24h").asString()).isEqualTo("0");
        assertThat(features.get("mean30d").isNull()).isTrue();
        assertThat(service.get("/api/accounts/nobody/blocks").body())
                .isEqualTo("{\"accountId\":\"nobody\",\"blocks\":[]}");
    }

    @Test
    void idsMayHoldAnyPrintableCharacter() {
        payments.payAtHome("Zoë 7%", ten, "1.00");

        awaitFeature("Zo%C3%AB%207%25", "count24h", "1");
    }

    @Test
    void aSpikeRingsAndBlocksUntilTheAccountIsVerified() {
        for (int i = 0; i < 3; i++) {
            payments.payAtHome("B", ten.plusSeconds(i), "20.00");
        }
        payments.pay("B", ten.plusSeconds(3600), "500.00", "JP", 35.677, 139.65);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        service.get("/api/accounts/B/blocks").json().get("blocks"))
                .hasSize(1));

        JsonNode block =
                service.get("/api/accounts/B/blocks").json().get("blocks").get(0);
        Map<String, Alert> alerts = alertsOf("B", 2);
        assertThat(alerts).containsOnlyKeys("impossible-travel", "new-country-spike");
        Alert spike = alerts.get("new-country-spike");
        assertThat(spike.message())
                .isEqualTo("500.00 EUR from JP, where the account has not paid within a year; its mean is 20.00");
        assertThat(block.get("rule").asString()).isEqualTo("new-country-spike");
        assertThat(block.get("alertId").asString()).isEqualTo(spike.id().toString());
        assertThat(block.get("since").asString())
                .isEqualTo(ten.plusSeconds(3600).toString());
        assertThat(block.get("until").asString())
                .isEqualTo(ten.plusSeconds(3600 + 86_400).toString());
        assertThat(alerts.get("impossible-travel").message()).startsWith("8915.4 km in 60.0 min");

        payments.verify("B", ten.plusSeconds(7200));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        service.get("/api/accounts/B/blocks").json().get("blocks"))
                .isEmpty());
    }

    /** So many alerts of an account by rule, as a reader of committed records sees them. */
    private static Map<String, Alert> alertsOf(String account, int count) {
        EventCodec codec = new EventCodec();
        Map<String, Alert> alerts = new TreeMap<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                TestBroker.address(),
                "group.id",
                "reader-" + account,
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed");
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(APPLICATION + "-alerts"));
            await().atMost(LIMIT).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    Alert alert = codec.read(record.value(), Alert.class);
                    if (account.equals(alert.key().get("accountId"))) {
                        alerts.put(alert.rule(), alert);
                    }
                });
                assertThat(alerts).hasSizeGreaterThanOrEqualTo(count);
            });
        }
        return alerts;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET,  /api/accounts/%20/features,                 400, accountId must not be blank.",
        "GET,  /api/accounts/a%07b/blocks,                 400, accountId must not hold control characters.",
        "GET,  /api/accounts/LONG/features,                400, accountId size must be between 0 and 200.",
        "POST, /api/accounts/A/features,                   405, Method 'POST' is not supported.",
        "GET,  /api/accounts/A/wishes,                     404, No static resource api/accounts/A/wishes."
    })
    void errorsAreProblemDetails(String method, String path, int status, String detail) {
        Answer answer = service.send(method, path.replace("LONG", "x".repeat(201)));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().get("status").asInt()).isEqualTo(status);
        assertThat(answer.json().get("detail").asString()).isEqualTo(detail);
    }

    @Test
    void whoDoesNotProcessSaysSoAndWhenToAskAgain() {
        StreamRuntime runtime = service.bean(StreamRuntime.class);
        runtime.stop();
        try {
            Answer answer = service.get("/api/accounts/A/features");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(answer.retryAfter()).isEqualTo("2");
            assertThat(answer.json().get("type").asString()).isEqualTo("urn:bellbuoy:problem:state-unavailable");
            assertThat(answer.json().get("detail").asString())
                    .matches(
                            "No instance that advertises an address \\(bellbuoy.advertised-address\\) owns partition [0-3]"
                                    + " of the account. Ask again in a moment.");
            assertThat(service.get("/actuator/health/liveness").status()).isEqualTo(200);
        } finally {
            runtime.start();
        }
        service.awaitLive(4);
        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        service.get("/api/accounts/A/features").status())
                .isEqualTo(200));
    }

    @Test
    void theOpenApiDocumentDescribesEverything() {
        JsonNode document = service.get("/v3/api-docs").json();

        assertThat(document.at("/info/title").asString()).isEqualTo("Bellbuoy fraud detection");
        assertThat(document.get("paths").propertyNames())
                .containsExactlyInAnyOrder("/api/accounts/{accountId}/features", "/api/accounts/{accountId}/blocks");
        document.get("paths").forEach(path -> {
            JsonNode get = path.get("get");
            assertThat(get.get("summary").asString()).isNotBlank();
            assertThat(get.get("description").asString()).isNotBlank();
            assertThat(get.get("parameters")).hasSize(1);
            assertThat(get.at("/parameters/0/description").asString()).isNotBlank();
            assertThat(get.at("/parameters/0/schema/maxLength").asInt()).isEqualTo(200);
            assertThat(get.get("responses").propertyNames()).containsExactlyInAnyOrder("200", "400", "503");
            assertThat(get.at("/responses/503/headers/Retry-After").isMissingNode())
                    .isFalse();
            assertThat(get.at("/responses/503/content").propertyNames()).containsExactly("application/problem+json");
            assertThat(get.at("/responses/200/content/application~1json/schema/$ref")
                            .asString())
                    .startsWith("#/components/schemas/Account");
        });
        document.at("/components/schemas").forEach(schema -> {
            if (schema.has("description")) {
                schema.get("properties")
                        .forEach(property -> assertThat(property.has("description") || property.has("$ref"))
                                .as(property.toString())
                                .isTrue());
            }
        });
        assertThat(document.at("/components/schemas/AccountFeatures/properties/features/example/spend24h")
                        .asString())
                .isEqualTo("312.40");
        assertThat(service.get("/swagger-ui/index.html").status()).isEqualTo(200);
    }

    @Test
    void theEndpointsOfOperationAreThere() {
        assertThat(service.get("/actuator/health").json().at("/components/bellbuoy/details/assigned"))
                .hasSize(4);
        assertThat(service.get("/actuator/health/readiness")
                        .json()
                        .get("components")
                        .propertyNames())
                .containsExactlyInAnyOrder("bellbuoy", "readinessState");
        assertThat(service.get("/actuator/health/liveness")
                        .json()
                        .get("components")
                        .propertyNames())
                .containsExactly("livenessState");
        assertThat(service.get("/actuator/info").status()).isEqualTo(200);
        assertThat(service.get("/actuator/metrics").body()).contains("bellbuoy.batch.duration");
        assertThat(service.get("/actuator/prometheus").body()).contains("bellbuoy_events_processed_total");
        assertThat(service.get("/actuator/env").status()).isEqualTo(404);
    }
}
