package io.bellbuoy.stream.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.stream.autoconfigure.health.RulesEndpoint;
import io.bellbuoy.stream.listener.RulesInForce;
import io.bellbuoy.stream.listener.StageRuntimes;
import io.bellbuoy.stream.monitor.RuleTallies;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The endpoint {@code rules} of a running service, with a real broker. */
class RulesEndpointTests {

    private static final EmbeddedKafkaKraftBroker BROKER = TestBroker.start();
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    Path directory;

    @AfterAll
    static void stopBroker() {
        BROKER.destroy();
    }

    @Test
    void showsEachRuleAndFeatureWithWhatItDidAndKeeps() {
        runner("shown", """
                  features:
                    spent: { stream: payments, window: { trailing: 1d }, value: "sum(amount)" }
                  rules:
                    large:
                      stream: payments
                      when: "features.spent >= 20"
                      suppress: 1h
                    tried:
                      stream: payments
                      when: "amount > 5"
                      severity: LOW
                      mode: shadow
                    busy-shop:
                      stream: payments
                      by: shop
                      window: { tumbling: 10m }
                      compute: { n: "count()" }
                      when: "n >= 2"
                    twice:
                      stream: payments
                      pattern:
                        steps: [ { name: one }, { name: other, where: "amount > one.amount" } ]
                        within: 1h
                """).run(context -> {
            awaitLive(context);
            send("shown-in", 256);
            JsonNode first = awaitReport(context);
            Map<String, String> versions = context.getBean(Plan.class).ruleVersions();
            assertThat(first.path("version").asString())
                    .isEqualTo(context.getBean(Plan.class).version());
            assertThat(first.at("/rules/large")).isEqualTo(JSON.readTree("""
                    {"version":"%s","mode":"live","stage":0,
                     "evaluations":256,"matches":255,"suppressed":254,"snoozed":0,"late":0,"failures":0,
                     "timed-events":1,"nanos-per-event":100,
                     "state":{"keys":1,"cells":1},
                     "definition":{"stream":"payments","by":["account"],"when":"features.spent >= 20",
                       "severity":"MEDIUM","message":"large","suppress":"1h","evaluate":"on-arrival","emit":"early",
                       "allowed-lateness":"0s","mode":"live","restart":"keep"}}
                    """.formatted(versions.get("large"))));
            assertThat(first.at("/rules/tried")).isEqualTo(JSON.readTree("""
                    {"version":"%s","mode":"shadow","stage":0,
                     "evaluations":256,"matches":256,"suppressed":0,"snoozed":0,"late":0,"failures":0,
                     "timed-events":1,"nanos-per-event":100,
                     "state":{"keys":0,"cells":0},
                     "definition":{"stream":"payments","by":["account"],"when":"amount > 5",
                       "severity":"LOW","message":"tried","suppress":"0s","evaluate":"on-arrival","emit":"early",
                       "allowed-lateness":"0s","mode":"shadow","restart":"keep"}}
                    """.formatted(versions.get("tried"))));
            assertThat(first.at("/features/spent/definition")).isEqualTo(JSON.readTree("""
                    {"stream":"payments","by":["account"],"window":{"trailing":"1d","exclude-current":false},
                     "value":"sum(amount)","evaluate":"on-arrival","emit":"every-update","allowed-lateness":"0s",
                     "restart":"keep"}
                    """));
            assertThat(first.at("/features/spent/state/keys").asInt()).isEqualTo(1);
            assertThat(first.at("/features/spent/stage").asInt()).isZero();
            assertThat(first.at("/rules/busy-shop/stage").asInt()).isEqualTo(1);
            assertThat(first.at("/rules/busy-shop/state/keys").asInt()).isEqualTo(1);
            assertThat(first.at("/rules/busy-shop/definition/window"))
                    .isEqualTo(JSON.readTree("{\"tumbling\":\"10m\",\"offset\":\"0s\"}"));
            assertThat(first.at("/rules/twice/definition/pattern")).isEqualTo(JSON.readTree("""
                    {"steps":[
                       {"name":"one","stream":"payments","times":"1","optional":false,"next":"relaxed"},
                       {"name":"other","stream":"payments","where":"amount > one.amount","times":"1","optional":false,
                        "next":"relaxed"}],
                     "within":"1h","skip":"past-last","max-partial-matches":1000}
                    """));
            assertThat(first.path("reload")).isEqualTo(JSON.readTree("{\"configured\":false}"));
            assertThat(context.getBean(MeterRegistry.class)
                            .get("bellbuoy.rule.duration")
                            .tag("rule", "large")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(context.getBean(RulesEndpoint.class).reload())
                    .containsEntry("outcome", "not-configured")
                    .containsEntry("version", context.getBean(Plan.class).version());
        });
    }

    @Test
    void reloadsAtOnceAndShowsTheRulesInForce() throws IOException {
        Path file = directory.resolve("rules.yml");
        edit(file, "amount > 5");
        runner("reloaded", "")
                .withPropertyValues("bellbuoy.reload.file=" + file, "bellbuoy.reload.every=1d")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    RulesEndpoint endpoint = context.getBean(RulesEndpoint.class);
                    assertThat(endpoint.reload()).containsEntry("outcome", "unchanged");
                    JsonNode before = report(context);

                    edit(file, "amount > 7");
                    assertThat(endpoint.reload())
                            .containsEntry("outcome", "applied")
                            .doesNotContainKey("reason");
                    JsonNode after = report(context);
                    assertThat(after.at("/rules/edited/definition/when").asString())
                            .isEqualTo("amount > 7");
                    assertThat(after.path("version"))
                            .isNotEqualTo(before.path("version"))
                            .isEqualTo(JSON.valueToTree(
                                    context.getBean(RulesInForce.class).plan().version()));
                    assertThat(after.at("/rules/edited/version")).isNotEqualTo(before.at("/rules/edited/version"));

                    edit(file, "amnt > 7");
                    for (int i = 0; i < 2; i++) {
                        assertThat(endpoint.reload())
                                .as("what is refused is tried again")
                                .containsEntry("outcome", "refused")
                                .containsEntry("version", after.path("version").asString())
                                .hasEntrySatisfying("reason", reason -> assertThat((String) reason)
                                        .contains("amnt"));
                    }
                    JsonNode refused = report(context);
                    assertThat(refused.path("version")).isEqualTo(after.path("version"));
                    assertThat(refused.at("/rules/edited/definition/when").asString())
                            .isEqualTo("amount > 7");
                    assertThat(refused.at("/reload/refused").asString()).contains("amnt");

                    edit(file, "amount > 9");
                    assertThat(endpoint.reload()).containsEntry("outcome", "applied");
                    JsonNode last = report(context);
                    assertThat(last.at("/reload/refused").isMissingNode()).isTrue();
                    assertThat(last.at("/reload/last-refusal/reason").asString())
                            .contains("amnt");
                });
    }

    private static void edit(Path file, String when) throws IOException {
        Files.writeString(file, """
                bellbuoy:
                  rules:
                    edited: { stream: payments, when: "%s" }
                """.formatted(when));
    }

    // ---- the application and its events

    /** Each reading of its clock is 100 ns behind the one before, whichever thread asks. */
    private static RuleTallies tallies() {
        ThreadLocal<AtomicLong> nanos = ThreadLocal.withInitial(AtomicLong::new);
        return new RuleTallies(() -> nanos.get().addAndGet(100));
    }

    private ApplicationContextRunner runner(String application, String rules) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(KafkaAutoConfiguration.class, BellbuoyAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(RuleTallies.class, RulesEndpointTests::tallies)
                .withPropertyValues(
                        "spring.kafka.bootstrap-servers=" + BROKER.getBrokersAsString(),
                        "bellbuoy.state.directory=" + directory.resolve(application))
                .withInitializer(context -> {
                    Yaml.addTo(
                            context.getEnvironment(),
                            new ByteArrayResource((streams(application) + rules).getBytes(StandardCharsets.UTF_8)));
                    RulesFilePostProcessor.addTo(context.getEnvironment());
                });
    }

    private static String streams(String application) {
        return """
                bellbuoy:
                  application-id: %1$s
                  topics: { partitions: 2 }
                  streams:
                    payments:
                      topic: %1$s-in
                      fields: { id: string, account: string, shop: string, at: timestamp, amount: decimal }
                      id: id
                      key: account
                      time: at
                """.formatted(application);
    }

    private static void awaitLive(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed();
        TaskBoard later = context.getBean(StageRuntimes.class).stages().get(0).board();
        for (TaskBoard board : new TaskBoard[] {context.getBean(TaskBoard.class), later}) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(board.tasks().stream().filter(task -> task.phase() == Phase.LIVE))
                            .hasSize(2));
        }
    }

    /** Waits until the events are through both stages, and all tasks have said what they keep. */
    private static JsonNode awaitReport(AssertableApplicationContext context) {
        JsonNode[] last = new JsonNode[1];
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            last[0] = report(context);
            assertThat(last[0].at("/state-known-of").toString()).isEqualTo("{\"tasks\":4,\"answered\":4}");
            assertThat(last[0].at("/rules/tried/timed-events").asInt()).isEqualTo(1);
            assertThat(last[0].at("/features/spent/state/keys").asInt()).isEqualTo(1);
            assertThat(last[0].at("/rules/busy-shop/state/keys").asInt()).isEqualTo(1);
        });
        return last[0];
    }

    private static JsonNode report(AssertableApplicationContext context) {
        return JSON.readTree(
                JSON.writeValueAsString(context.getBean(RulesEndpoint.class).rules()));
    }

    private static void send(String topic, int events) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", BROKER.getBrokersAsString());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < events; i++) {
                String event =
                        "{\"id\":\"p%d\",\"account\":\"a\",\"shop\":\"s\",\"at\":\"2026-01-01T00:00:00Z\",\"amount\":\"10\"}"
                                .formatted(i);
                producer.send(new ProducerRecord<>(
                        topic, "a".getBytes(StandardCharsets.UTF_8), event.getBytes(StandardCharsets.UTF_8)));
            }
            producer.flush();
        }
    }
}
