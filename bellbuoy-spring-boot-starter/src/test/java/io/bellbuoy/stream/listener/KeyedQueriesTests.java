package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.engine.pipeline.Task;
import io.bellbuoy.stream.listener.ListenerSettings.GroupProtocol;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyedQueriesTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void ownerAnswersFromCommittedStateAndTheOtherInstanceFindsIt() throws Exception {
        try (StreamScenario scenario = new StreamScenario("queries", 2);
                TestInstance first = instance(scenario, "first", "localhost:8081");
                TestInstance second = instance(scenario, "second", "localhost:8082")) {
            scenario.send(200, 20);
            first.startLive(2);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(first.monitor.processed).hasValue(200));
            assertThat(first.queries.query("a0", Task::watermark).get(10, TimeUnit.SECONDS))
                    .isEqualTo(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli() - 5_000);

            second.start();
            first.awaitLive(1);
            second.awaitLive(1);
            int partition = new KeyPartitions(scenario.admin(), scenario.input()).partition("a0");
            TestInstance owner = first.queries.isHere(partition) ? first : second;
            TestInstance other = owner == first ? second : first;
            assertThat(owner.queries.query("a0", Task::watermark).get(10, TimeUnit.SECONDS))
                    .isPositive();
            assertThatThrownBy(() -> other.queries.query("a0", Task::watermark).get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOfSatisfying(NotOwnerException.class, e -> assertThat(e.partition())
                            .isEqualTo(partition));
            assertThat(new OwnerLookup(scenario.admin(), scenario.application, scenario.input()).addressOf(partition))
                    .contains(owner == first ? "localhost:8081" : "localhost:8082");
        }
    }

    private TestInstance instance(StreamScenario scenario, String name, String address) {
        return new TestInstance(scenario, null, directory.resolve(name), GroupProtocol.CLASSIC, Map.of(), 1, address);
    }

    @Test
    void keyLiesWhereKafkasOwnProducersPutIt() throws Exception {
        try (StreamScenario scenario = new StreamScenario("key-partitions", 4)) {
            scenario.send(100, 100);
            KeyPartitions keys = new KeyPartitions(scenario.admin(), scenario.input());
            assertThat(scenario.read(scenario.input())).hasSize(100).allSatisfy(record -> assertThat(
                            keys.partition(new String(record.key(), StandardCharsets.UTF_8)))
                    .isEqualTo(record.partition()));
        }
    }

    @Test
    void addressIsReadBackFromTheClientId() {
        assertThat(OwnerLookup.address(OwnerLookup.clientId("fraud", "x1", "10.0.0.7:8080", 3)))
                .contains("10.0.0.7:8080");
        assertThat(OwnerLookup.address(OwnerLookup.clientId("fraud", "x1", null, 3)))
                .isEmpty();
    }
}
