package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.stream.listener.ListenerSettings.GroupProtocol;
import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** N events in, each counted once, whatever happens on the way: no alert is lost, none comes twice, none is miscounted. */
class EachEventCountedOnceTests {

    private static final long SEED = Long.getLong("test.seed", new Random().nextLong());

    @TempDir
    Path directory;

    @Test
    void withoutAnyFault() throws Exception {
        try (StreamScenario scenario = new StreamScenario("once-plain", 4);
                TestInstance instance = scenario.instance("one", directory)) {
            scenario.send(5_000, 50);
            instance.startLive(4);
            scenario.send(5_000, 50);
            scenario.expectEachCountedOnce();
            assertThat(instance.monitor.batchFailures).isEmpty();
        }
    }

    @Test
    void overAnOrderlyRestart() throws Exception {
        try (StreamScenario scenario = new StreamScenario("once-restart", 2)) {
            scenario.send(2_000, 20);
            try (TestInstance first = scenario.instance("one", directory).startLive(2)) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(first.monitor.processed).hasPositiveValue());
            }
            scenario.send(2_000, 20);
            try (TestInstance second = scenario.instance("one", directory).startLive(2)) {
                scenario.expectEachCountedOnce();
                assertThat(second.monitor.fencings).isEmpty();
            }
        }
    }

    @Test
    void overCrashesAtRandomPoints() throws Exception {
        Random random = new Random(SEED);
        try (StreamScenario scenario = new StreamScenario("once-crash", 2)) {
            TestInstance running = scenario.instance("one", directory).startLive(2);
            Path current = directory;
            for (int crash = 0; crash < 4; crash++) {
                running.clock.freezeAfter(1 + random.nextInt(40));
                scenario.send(1_000, 20);
                assertThat(running.clock.awaitFrozen()).as("seed %s", SEED).isTrue();
                Path copy = Files.createDirectory(Path.of(directory + "-copy-" + crash));
                copy(current, copy);
                TestInstance zombie = running;
                running = scenario.instance("one", copy).startLive(2);
                current = copy;
                // The process that was taken for dead goes on, and must not spoil anything.
                zombie.close();
            }
            scenario.send(1_000, 20);
            scenario.expectEachCountedOnce();
            running.close();
        }
    }

    @Test
    void whenAZombieComesBackAfterItsPartitionsMoved() throws Exception {
        try (StreamScenario scenario = new StreamScenario("once-zombie", 2);
                TestInstance zombie = new TestInstance(
                        scenario,
                        null,
                        directory.resolve("zombie"),
                        GroupProtocol.CLASSIC,
                        Map.of("max.poll.interval.ms", 6_000),
                        1);
                TestInstance other = new TestInstance(
                        scenario, null, directory.resolve("other"), GroupProtocol.CLASSIC, Map.of(), 1)) {
            zombie.startLive(2);
            scenario.send(500, 10);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(zombie.monitor.processed).hasValue(500));
            zombie.clock.freezeAfter(5);
            scenario.send(500, 10);
            assertThat(zombie.clock.awaitFrozen()).isTrue();
            other.startLive(2);
            scenario.send(500, 10);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(other.monitor.processed).hasPositiveValue());
            zombie.clock.thaw();
            scenario.expectEachCountedOnce();
            zombie.awaitLive(1);
            other.awaitLive(1);
            scenario.send(500, 10);
            scenario.expectEachCountedOnce();
        }
    }

    @Test
    void whenABatchCannotBeSentForAWhile() throws Exception {
        try (StreamScenario scenario = new StreamScenario("once-too-small", 2);
                TestInstance instance = scenario.instance("one", directory)) {
            instance.startLive(2);
            scenario.send(500, 10);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(instance.monitor.processed).hasValue(500));
            setMaxMessageBytes(scenario, scenario.alerts(), "100");
            scenario.send(500, 10);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(instance.monitor.batchFailures)
                    .hasSizeGreaterThan(2));
            instance.awaitPhase(0, Phase.STALLED);
            setMaxMessageBytes(scenario, scenario.alerts(), "1048588");
            scenario.expectEachCountedOnce();
            instance.awaitLive(2);
            assertThat(instance.monitor.fencings).isEmpty();
        }
    }

    @Test
    void whenOnlySmallBatchesCanBeSent() throws Exception {
        try (StreamScenario scenario = new StreamScenario("once-small", 2);
                TestInstance instance = scenario.instance("one", directory)) {
            instance.startLive(2);
            scenario.send(10, 10);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(instance.monitor.processed).hasValue(10));
            setMaxMessageBytes(scenario, scenario.application + "-state-log", "500");
            scenario.send(2_000, 2_000);
            scenario.expectEachCountedOnce();
            assertThat(instance.monitor.batchFailures)
                    .as("a batch of all that there is")
                    .isNotEmpty();
        }
    }

    private static void setMaxMessageBytes(StreamScenario scenario, String name, String bytes) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
        scenario.admin()
                .incrementalAlterConfigs(Map.of(topic, List.of(set)))
                .all()
                .get();
    }

    @Test
    void whileStateMovesBetweenMembers() throws Exception {
        for (GroupProtocol protocol : GroupProtocol.values()) {
            movesBetweenMembers(protocol);
        }
    }

    private void movesBetweenMembers(GroupProtocol protocol) throws Exception {
        Path base = directory.resolve(protocol.name());
        try (StreamScenario scenario = new StreamScenario("once-move-" + protocol, 4);
                TestInstance first = new TestInstance(scenario, null, base.resolve("first"), protocol, Map.of(), 1);
                TestInstance second = new TestInstance(scenario, null, base.resolve("second"), protocol, Map.of(), 1)) {
            first.startLive(4);
            scenario.send(1_000, 40);
            second.start();
            scenario.send(1_000, 40);
            second.awaitLive(2);
            first.awaitLive(2);
            scenario.send(1_000, 40);
            scenario.expectEachCountedOnce();
            first.stop();
            second.awaitLive(4);
            scenario.send(1_000, 40);
            scenario.expectEachCountedOnce();
            assertThat(second.monitor.fencings).isEmpty();
        }
    }

    /** As a crash leaves it: nothing is flushed, and files may go away while we look. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(path).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }
}
