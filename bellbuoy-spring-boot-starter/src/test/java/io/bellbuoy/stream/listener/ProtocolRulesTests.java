package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.stream.commit.TransactionalBatch;
import io.bellbuoy.stream.commit.TransactionalProducers;
import io.bellbuoy.stream.listener.ListenerSettings.GroupProtocol;
import io.bellbuoy.stream.monitor.TaskStatus;
import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the batch protocol, each met with what it is there for. */
class ProtocolRulesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void timersWithoutRecordsWriteTheLogTogetherWithUnchangedOffsets() throws Exception {
        try (StreamScenario scenario = new StreamScenario("rule-timers", 1);
                TestInstance instance = scenario.instance("one", directory)) {
            scenario.send(10, 1);
            instance.startLive(1);
            awaitProcessed(instance, 10);
            long before = instance.monitor.batches.get();
            // The source falls idle, which is a change without a record.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(instance.monitor.batches).hasValueGreaterThan(before));
            List<ConsumerRecord<byte[], byte[]>> log = scenario.read(scenario.stateTopics.log());
            assertThat(log).hasSizeGreaterThan(1);
            assertThat(log).allSatisfy(record -> assertThat(new String(record.value(), StandardCharsets.ISO_8859_1))
                    .contains(scenario.input()));
            assertThat(scenario.groupOffsets()).containsEntry(new TopicPartition(scenario.input(), 0), 10L);
            // Unchanged as they are, offsets were committed once for each record of the log.
            assertThat(scenario.read("__consumer_offsets").stream()
                            .map(record -> new String(record.key(), StandardCharsets.ISO_8859_1))
                            .filter(key -> key.contains(scenario.input())))
                    .hasSameSizeAs(scenario.read(scenario.stateTopics.log()));
        }
    }

    @Test
    void offsetsThatAnOperatorResetAreRefusedUntilTheyAreSetBack() throws Exception {
        try (StreamScenario scenario = new StreamScenario("rule-reset", 2)) {
            scenario.send(100, 10);
            Map<TopicPartition, Long> committed = runOnce(scenario, 100);
            long right = committed.get(new TopicPartition(scenario.input(), 0));
            scenario.setGroupOffset(0, 0);
            try (TestInstance instance =
                    new TestInstance(scenario, null, directory, GroupProtocol.CLASSIC, Map.of(), 1).start()) {
                TaskStatus refused = instance.awaitPhase(0, Phase.FAILED);
                assertThat(refused.detail())
                        .contains("rule-reset", "group at 0", "state log at " + right, "--to-offset", "application-id");
                instance.awaitPhase(1, Phase.LIVE);
                scenario.send(100, 10);
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(instance.monitor.processed)
                        .hasPositiveValue());
                instance.stop();
                scenario.setGroupOffset(0, right);
                instance.start().awaitLive(2);
                scenario.expectEachCountedOnce();
            }
        }
    }

    @Test
    void offsetsOfAnExpiredGroupAreTakenFromTheLog() throws Exception {
        try (StreamScenario scenario = new StreamScenario("rule-expired", 2)) {
            scenario.send(100, 10);
            runOnce(scenario, 100);
            scenario.deleteGroup();
            assertThat(scenario.groupOffsets()).isEmpty();
            scenario.send(100, 10);
            try (TestInstance instance =
                    new TestInstance(scenario, null, directory, GroupProtocol.CLASSIC, Map.of(), 1).startLive(2)) {
                scenario.expectEachCountedOnce();
                assertThat(instance.monitor.processed).hasValue(100);
            }
        }
    }

    @Test
    void fencedProducerIsReplacedAndItsTasksAreRestored() throws Exception {
        try (StreamScenario scenario = new StreamScenario("rule-fenced", 2);
                TestInstance instance =
                        new TestInstance(scenario, "one", directory, GroupProtocol.CLASSIC, Map.of(), 1).startLive(2)) {
            scenario.send(100, 10);
            awaitProcessed(instance, 100);
            Map<String, Object> connection = Map.of("bootstrap.servers", TestBroker.address());
            TransactionalBatch other =
                    new TransactionalProducers(connection, scenario.application, "one", List.of()).open(0);
            scenario.send(100, 10);
            scenario.expectEachCountedOnce();
            assertThat(instance.monitor.fencings).isNotEmpty();
            assertThat(instance.monitor.listenersStopped).isEmpty();
            instance.awaitLive(2);
            other.close();
        }
    }

    @Test
    void changeOfTheNumberOfPartitionsHaltsProcessingAndSaysWhy() throws Exception {
        try (StreamScenario scenario = new StreamScenario("rule-partitions", 2);
                TestInstance instance = new TestInstance(
                                scenario,
                                "one",
                                directory,
                                GroupProtocol.CLASSIC,
                                Map.of("metadata.max.age.ms", 1_000),
                                1)
                        .startLive(2)) {
            scenario.admin()
                    .createPartitions(Map.of(scenario.input(), NewPartitions.increaseTo(3)))
                    .all()
                    .get();
            TaskStatus halted = instance.awaitPhase(0, Phase.FAILED);
            assertThat(halted.detail()).contains("3", "2", scenario.stateTopics.log());
            assertThat(instance.live()).isZero();
        }
    }

    private Map<TopicPartition, Long> runOnce(StreamScenario scenario, int events) throws Exception {
        try (TestInstance instance =
                new TestInstance(scenario, null, directory, GroupProtocol.CLASSIC, Map.of(), 1).startLive(2)) {
            awaitProcessed(instance, events);
        }
        return scenario.groupOffsets();
    }

    private static void awaitProcessed(TestInstance instance, long count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(instance.monitor.processed).hasValue(count));
    }
}
