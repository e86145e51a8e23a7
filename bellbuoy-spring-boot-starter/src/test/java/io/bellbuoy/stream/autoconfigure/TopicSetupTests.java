package io.bellbuoy.stream.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.engine.rule.TimeSource;
import io.bellbuoy.stream.decode.InputTopic;
import io.bellbuoy.stream.decode.TestRecords;
import io.bellbuoy.stream.emit.EmitSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

class TopicSetupTests {

    private static final EmbeddedKafkaKraftBroker BROKER = new EmbeddedKafkaKraftBroker(1, 1);

    @BeforeAll
    static void startBroker() {
        BROKER.afterPropertiesSet();
    }

    @AfterAll
    static void stopBroker() {
        BROKER.destroy();
    }

    @Test
    void missingTopicsAreCreatedAsTheyMustBe() throws Exception {
        assertThat(setup("made", "made-in", true).run()).isEqualTo(3);
        assertThat(setup("made", "made-in", true).run()).as("a second start").isEqualTo(3);

        try (Admin admin = admin()) {
            assertThat(partitions(admin, "made"))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "made-in", 3,
                            "made-in-dlt", 3,
                            "made-late", 3,
                            "made-alerts", 3,
                            "made-actions", 3,
                            "made-features", 3,
                            "made-state-log", 3,
                            "made-state", 3));
            assertThat(config(admin, "made-actions", "cleanup.policy")).isEqualTo("compact");
            assertThat(config(admin, "made-state", "cleanup.policy")).isEqualTo("compact");
            assertThat(config(admin, "made-state-log", "retention.ms")).isEqualTo("-1");
            assertThat(config(admin, "made-state-log", "cleanup.policy")).isEqualTo("delete");
            assertThat(Integer.parseInt(config(admin, "made-in-dlt", "max.message.bytes")))
                    .as("the largest record and 64 KiB")
                    .isGreaterThanOrEqualTo(2 * 1024 * 1024 + 64 * 1024);
            assertThat(Integer.parseInt(config(admin, "made-in", "max.message.bytes")))
                    .isGreaterThan(2 * 1024 * 1024);
        }
    }

    @Test
    void stateHasAsManyPartitionsAsAnInputThatWasThere() throws Exception {
        try (Admin admin = admin()) {
            create(admin, "there-in", 5);

            assertThat(setup("there", "there-in", true).run()).isEqualTo(5);

            assertThat(partitions(admin, "there-"))
                    .containsEntry("there-state-log", 5)
                    .containsEntry("there-state", 5)
                    .containsEntry("there-alerts", 3);
        }
    }

    @Test
    void instancesThatStartTogetherMakeTheTopicsOnce() {
        List<Integer> tasks = IntStream.range(0, 4)
                .parallel()
                .map(any -> setup("raced", "raced-in", true).run())
                .boxed()
                .toList();

        assertThat(tasks).containsOnly(3);
    }

    @Test
    void inputsOfDifferentNumbersOfPartitionsAreRefused() throws Exception {
        try (Admin admin = admin()) {
            create(admin, "uneven-one", 2);
            create(admin, "uneven-two", 4);
        }
        List<InputTopic> inputs = List.of(
                new InputTopic("uneven-one", TestRecords.stream(TimeSource.ingestion()), 1000),
                new InputTopic("uneven-two", TestRecords.stream(TimeSource.ingestion()), 1000));
        TopicPlan plan = plan("uneven", "unused");
        TopicPlan uneven = new TopicPlan(plan.rules(), inputs, plan.emit(), 3, (short) -1);

        assertThatThrownBy(() -> new TopicSetup(uneven, kafkaAdmin(), true).run())
                .isInstanceOf(UnfitTopicException.class)
                .hasMessageContaining("different numbers of partitions: {")
                .hasMessageContaining("uneven-two=4");
    }

    @Test
    void theTopicOfATableIsMadeCompactedAndMustHaveAsManyPartitionsAsTheStreams() throws Exception {
        try (Admin admin = admin()) {
            tableSetup("table", "table-profiles").run();
            assertThat(config(admin, "table-profiles", "cleanup.policy")).isEqualTo("compact");
            assertThat(config(admin, "table-in", "cleanup.policy")).isEqualTo("delete");

            create(admin, "table-narrow", 2);
            assertThatThrownBy(() -> tableSetup("table", "table-narrow").run())
                    .isInstanceOf(UnfitTopicException.class)
                    .hasMessageContaining("table-in=3")
                    .hasMessageContaining("table-narrow=2");
        }
    }

    private static TopicSetup tableSetup(String application, String table) {
        RuleSetFactory factory = new RuleSetFactory(Yaml.bind(Yaml.environment("""
                bellbuoy:
                  application-id: %1$s
                  streams: { s: { topic: %1$s-in, fields: { k: string, at: timestamp }, key: k, time: at } }
                  tables: { t: { topic: %2$s, fields: { k: string, n: decimal }, key: k, time: ingestion } }
                  rules: { r: { stream: s, when: "tables.t.n > 1" } }
                """.formatted(application, table))));
        EmitSettings emit = EmitSettings.of(application, application + "-alerts", application + "-actions");
        TopicPlan plan = new TopicPlan(factory.ruleSet(), factory.inputs(), emit, 3, (short) -1);
        return new TopicSetup(plan, kafkaAdmin(), true);
    }

    @Test
    void missingTopicsAreNamedIfTheyMayNotBeCreated() throws Exception {
        try (Admin admin = admin()) {
            create(admin, "strict-in", 2);
            await().untilAsserted(
                            () -> assertThat(partitions(admin, "strict-in")).hasSize(1));

            assertThatThrownBy(() -> setup("strict", "strict-in", false).run())
                    .isInstanceOfSatisfying(MissingTopicsException.class, e -> {
                        assertThat(e)
                                .hasMessageContaining(
                                        "strict-in-dlt, strict-late, strict-alerts, strict-actions, strict-features, strict-state-log, strict-state");
                        assertThat(e.commands())
                                .contains(
                                        "kafka-topics.sh --bootstrap-server <server> --create --topic strict-actions --partitions 3 --config cleanup.policy=compact");
                    });
            assertThat(partitions(admin, "strict-")).containsOnlyKeys("strict-in");
        }
    }

    @Test
    void changedNumberOfPartitionsIsRefused() throws Exception {
        try (Admin admin = admin()) {
            setup("grown", "grown-in", true).run();
            admin.createPartitions(Map.of("grown-in", NewPartitions.increaseTo(6)))
                    .all()
                    .get();
            await().untilAsserted(
                            () -> assertThat(partitions(admin, "grown-in")).containsEntry("grown-in", 6));

            assertThatThrownBy(() -> setup("grown", "grown-in", true).run())
                    .isInstanceOfSatisfying(UnfitTopicException.class, e -> {
                        assertThat(e)
                                .hasMessageContaining(
                                        "have 6 partitions [grown-in], but the state topic grown-state-log has 3");
                        assertThat(e.action()).contains("Set the inputs back to 3 partitions");
                    });
        }
    }

    @Test
    void stateTopicThatWouldLoseStateIsRefused() throws Exception {
        try (Admin admin = admin()) {
            create(admin, "lossy-state-log", 3);

            assertThatThrownBy(() -> setup("lossy", "lossy-in", true).run())
                    .isInstanceOfSatisfying(UnfitTopicException.class, e -> {
                        assertThat(e).hasMessageContaining("Topic lossy-state-log has retention.ms=");
                        assertThat(e.action()).endsWith("--add-config retention.ms=-1");
                    });
        }
    }

    @Test
    void brokerThatDoesNotAnswerIsNamed() {
        KafkaAdmin nobody = new KafkaAdmin(
                Map.of("bootstrap.servers", "127.0.0.1:1", "default.api.timeout.ms", 1000, "request.timeout.ms", 500));

        assertThatThrownBy(() -> new TopicSetup(plan("x", "x-in"), nobody, true).run())
                .isInstanceOf(BrokerUnreachableException.class)
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void topicsOfMatchesAndOfPartialMatchesAreMade() {
        ConfigurableEnvironment environment = Yaml.environment("""
                bellbuoy:
                  application-id: app
                  streams: { s: { fields: { k: string, at: timestamp }, key: k, time: at } }
                  rules:
                    r:
                      publish: found
                      pattern: { within: 1h, timeouts: unfinished, steps: [ { name: a, stream: s }, { name: b, stream: s } ] }
                """);
        RuleSetFactory factory = new RuleSetFactory(Yaml.bind(environment));
        EmitSettings emit = EmitSettings.of("app", "app-alerts", "app-actions");

        assertThat(new TopicPlan(factory.ruleSet(), factory.inputs(), emit, 3, (short) -1).newOutputs(3))
                .extracting(NewTopic::name)
                .contains("found", "unfinished");
    }

    private static TopicSetup setup(String application, String input, boolean create) {
        return new TopicSetup(plan(application, input), kafkaAdmin(), create);
    }

    private static KafkaAdmin kafkaAdmin() {
        return new KafkaAdmin(Map.of("bootstrap.servers", BROKER.getBrokersAsString()));
    }

    private static TopicPlan plan(String application, String input) {
        ConfigurableEnvironment environment = Yaml.environment("""
                bellbuoy:
                  application-id: %1$s
                  streams: { s: { topic: %2$s, fields: { k: string, at: timestamp }, key: k, time: at, max-record-size: 2MB } }
                  features: { f: { stream: s, window: { trailing: 1h }, value: "count()", publish: %1$s-features } }
                  rules: { r: { stream: s, when: "true", action: { block: { for: 1h } } } }
                """.formatted(application, input));
        RuleSetFactory factory = new RuleSetFactory(Yaml.bind(environment));
        EmitSettings emit = EmitSettings.of(application, application + "-alerts", application + "-actions");
        return new TopicPlan(factory.ruleSet(), factory.inputs(), emit, 3, (short) -1);
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", BROKER.getBrokersAsString()));
    }

    private static void create(Admin admin, String topic, int partitions)
            throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get();
    }

    private static Map<String, Integer> partitions(Admin admin, String prefix)
            throws ExecutionException, InterruptedException {
        Set<String> names = admin.listTopics().names().get();
        Map<String, Integer> partitions = new TreeMap<>();
        admin.describeTopics(
                        names.stream().filter(name -> name.startsWith(prefix)).toList())
                .allTopicNames()
                .get()
                .forEach((name, description) ->
                        partitions.put(name, description.partitions().size()));
        return partitions;
    }

    private static String config(Admin admin, String topic, String name)
            throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return config.get(name).value();
    }
}
