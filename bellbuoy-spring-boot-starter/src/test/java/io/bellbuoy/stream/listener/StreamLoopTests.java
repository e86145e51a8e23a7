package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamLoopTests {

    @TempDir
    Path directory;

    @Test
    void offsetsAndStateLogAreWrittenTogether() throws Exception {
        try (StreamScenario scenario = new StreamScenario("offsets-and-log", 1);
                TestInstance instance = scenario.instance("one", directory)) {
            scenario.send(10, 3);
            instance.startLive(1);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(scenario.groupOffsets())
                    .containsEntry(new TopicPartition(scenario.input(), 0), 10L));
            assertThat(scenario.read(scenario.stateTopics.log())).isNotEmpty();
            assertThat(instance.monitor.processed).hasValue(10);
            assertThat(instance.monitor.batchFailures).isEmpty();
        }
    }

    @Test
    void partitionsOfOneNumberOfAllStreamsAreOneTaskAndMoveTogether() throws Exception {
        try (StreamScenario scenario = new StreamScenario("co-partitioned", 4, 4);
                TestInstance first = scenario.instance("one", directory.resolve("one"));
                TestInstance second = scenario.instance("two", directory.resolve("two"))) {
            scenario.send(200, 20);
            scenario.sendLogins(200, 20);
            first.startLive(4);
            second.start();
            second.awaitLive(2);
            first.awaitLive(2);
            scenario.send(200, 20);
            scenario.sendLogins(200, 20);
            scenario.expectEachCountedOnce();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(scenario.groupOffsets().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum())
                            .isEqualTo(800));
            assertThat(scenario.read(scenario.stateTopics.log()))
                    .allSatisfy(record -> assertThat(new String(record.value(), StandardCharsets.ISO_8859_1))
                            .contains(scenario.input(), scenario.logins()));
        }
    }

    @Test
    void streamsWithDifferentNumbersOfPartitionsAreRefused() throws Exception {
        try (StreamScenario scenario = new StreamScenario("uneven", 2, 3);
                TestInstance instance = scenario.instance("one", directory).start()) {
            assertThat(instance.awaitPhase(0, Phase.FAILED).detail())
                    .contains("uneven-payments=2", "uneven-logins=3", "must be equal");
        }
    }

    @Test
    void badRecordIsDeadLetteredAndTheRestOfTheBatchCounts() throws Exception {
        try (StreamScenario scenario = new StreamScenario("bad-record", 1);
                TestInstance instance = scenario.instance("one", directory)) {
            scenario.send(5, 1);
            scenario.send("a0", "{\"id\":".getBytes(StandardCharsets.UTF_8));
            scenario.send(5, 1);
            instance.startLive(1);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(scenario.groupOffsets())
                    .containsEntry(new TopicPartition(scenario.input(), 0), 11L));
            var dead = scenario.read(scenario.input() + "-dlt");
            assertThat(dead).hasSize(1);
            assertThat(dead.get(0).value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"id\":");
            assertThat(instance.monitor.processed).hasValue(10);
            assertThat(instance.monitor.rejected).hasValue(1);
        }
    }
}
