package io.bellbuoy.deadletters.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.deadletters.redrive.job.JobState;
import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.redrive.send.TargetTopics;
import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.Service;
import io.bellbuoy.deadletters.testkit.TestBroker;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.kafka.test.EmbeddedKafkaBroker;

/**
 * A redrive by a service that Kafka's authorizer does not let do everything. The service is the principal of connections
 * without a login, which may do all that no rule denies.
 */
class RightsTests {

    private static EmbeddedKafkaBroker broker;
    private static Admin admin;
    private static Desk desk;
    private static Service service;
    private static int topics;

    @BeforeAll
    static void start() {
        broker = TestBroker.startOwn(Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "true"));
        admin = Admin.create(Map.of("bootstrap.servers", broker.getBrokersAsString()));
        desk = new Desk("rights");
        service = Service.start(desk.url(), "rights", "spring.kafka.bootstrap-servers=" + broker.getBrokersAsString());
    }

    @AfterAll
    static void stop() {
        service.close();
        admin.close();
        broker.destroy();
    }

    @AfterEach
    void allowEverything() throws Exception {
        admin.deleteAcls(List.of(AclBindingFilter.ANY)).all().get();
    }

    @ParameterizedTest
    @CsvSource({
        "TOPIC, target, WRITE, topic target",
        "TOPIC, target, DESCRIBE, topic target",
        "TOPIC, target, READ, topic target",
        "GROUP, dead-letter-service-redrive, READ, consumer group dead-letter-service-redrive-",
        "TRANSACTIONAL_ID, dead-letter-service-redrive, WRITE, the transactional id of this redrive"
    })
    void whatItMayNotDoStopsTheJobAndAllIsOpen(ResourceType type, String name, AclOperation operation, String what)
            throws Exception {
        String topic = newTopic();
        deny(type, name.equals("target") ? topic : name, operation);

        long job = desk.start(Selection.origin(topic), Desk.QUICK).job();

        assertThat(desk.awaitEnd(job, JobState.STOPPED).reason())
                .startsWith("The service is not authorized for " + what.replace("target", topic))
                .endsWith(
                        "It needs write, read and describe on the topic, read on its own consumer group, and write and"
                                + " describe on its own transactional id.");
        assertThat(states(topic)).containsExactly("3 OPEN");
        // Who may not describe a topic may not ask for its end either.
        allowEverything();
        assertThat(end(topic)).isZero();
        desk.ledger.isConsistent();
    }

    @ParameterizedTest
    @CsvSource({"WRITE, WRITE is missing.", "READ, READ is missing.", "DESCRIBE, TopicAuthorizationException"})
    void aDryRunSaysBeforeWhatItMayNotDo(AclOperation operation, String what) throws Exception {
        String topic = newTopic();
        TargetTopics targets = new TargetTopics(admin);
        assertThat(targets.ask(List.of(topic)).get(topic).problem()).isNull();

        deny(ResourceType.TOPIC, topic, operation);

        assertThat(targets.ask(List.of(topic)).get(topic).problem())
                .startsWith("The service is not authorized for topic " + topic + ": " + what);
    }

    @Test
    void onceItMayTheyAreRedriven() throws Exception {
        String topic = newTopic();
        deny(ResourceType.TOPIC, topic, AclOperation.WRITE);
        desk.awaitEnd(desk.start(Selection.origin(topic), Desk.QUICK).job(), JobState.STOPPED);

        allowEverything();

        desk.awaitEnd(desk.start(Selection.origin(topic), Desk.QUICK).job(), JobState.DONE);
        assertThat(states(topic)).containsExactly("3 REDRIVEN");
    }

    @Test
    void aConsumerGroupThatItMayNotAskAboutIsNotWaitedFor() throws Exception {
        String topic = newTopic();
        deny(ResourceType.GROUP, "fraud-detection", AclOperation.DESCRIBE);

        desk.awaitEnd(desk.start(Selection.origin(topic), Desk.QUICK).job(), JobState.DONE);

        assertThat(states(topic)).containsExactly("3 REDRIVEN");
    }

    /** With three dead letters that came from it. */
    private static String newTopic() throws Exception {
        String topic = "rights-" + topics++;
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        desk.collect(IntStream.range(0, 3)
                .mapToObj(i -> Letters.ours(topic + "-dlt", "key-" + i, topic, i, "no amount"))
                .toList());
        return topic;
    }

    /** Denies one operation, and allows the others: where a rule is, what no rule allows is denied. */
    private static void deny(ResourceType type, String name, AclOperation operation) throws Exception {
        ResourcePattern pattern = new ResourcePattern(
                type, name, type == ResourceType.TOPIC ? PatternType.LITERAL : PatternType.PREFIXED);
        admin.createAcls(List.of(
                        new AclBinding(pattern, rule(operation, AclPermissionType.DENY)),
                        new AclBinding(pattern, rule(AclOperation.ALL, AclPermissionType.ALLOW))))
                .all()
                .get();
    }

    private static AccessControlEntry rule(AclOperation operation, AclPermissionType permission) {
        return new AccessControlEntry("User:ANONYMOUS", "*", operation, permission);
    }

    private static List<String> states(String topic) {
        return desk.ledger.texts("select count(*) || ' ' || state from dead_letter where origin_topic = '" + topic
                + "' group by state order by state");
    }

    /** How many records the topic has, those of aborted transactions and their marks included. */
    private static long end(String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }
}
