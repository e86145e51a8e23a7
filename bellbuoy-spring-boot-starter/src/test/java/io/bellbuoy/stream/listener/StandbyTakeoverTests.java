package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.stream.listener.ListenerSettings.GroupProtocol;
import io.bellbuoy.stream.state.StandbyStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Instances that stand by for each other: who has which copy, and what a take-over replays. */
class StandbyTakeoverTests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void theStandbyTakesOverFromADeadOwnerAndReplaysOnlyTheTail() throws Exception {
        for (GroupProtocol protocol : GroupProtocol.values()) {
            takesOver(protocol);
        }
    }

    private void takesOver(GroupProtocol protocol) throws Exception {
        Path base = directory.resolve(protocol.name());
        try (StreamScenario scenario = new StreamScenario("standby-kill-" + protocol, 2);
                TestInstance owner = TestInstance.withStandby(scenario, null, base.resolve("owner"), protocol);
                TestInstance standby = TestInstance.withStandby(scenario, null, base.resolve("standby"), protocol)) {
            owner.startLive(2);
            scenario.send(2_000, 40);
            standby.startLive(1);
            owner.awaitLive(1);
            scenario.send(2_000, 40);
            scenario.expectEachCountedOnce();
            int taken = owner.board.tasks().get(0).partition();
            awaitCopies(standby, Set.of(taken));
            awaitCopies(owner, others(taken));
            long logged = logBytes(scenario, taken);

            owner.clock.freezeAfter(1);
            scenario.send(20, 20);
            assertThat(owner.clock.awaitFrozen()).isTrue();
            standby.awaitLive(2);

            RecordingRestores.Done restored = standby.restores.last.get(taken);
            assertThat(restored.keptLocal()).isTrue();
            assertThat(restored.replayedBytes()).isLessThan(logged / 2);
            scenario.send(1_000, 40);
            scenario.expectEachCountedOnce();
        }
    }

    private static Set<Integer> others(int taken) {
        return Set.of(1 - taken);
    }

    private static long logBytes(StreamScenario scenario, int partition) {
        return scenario.read(scenario.stateTopics.log()).stream()
                .filter(logged -> logged.partition() == partition)
                .mapToLong(logged -> logged.value().length)
                .sum();
    }

    /** Waits until the instance has copies of these tasks and no others, with nothing left to apply. */
    private static void awaitCopies(TestInstance instance, Set<Integer> partitions) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<StandbyStatus> copies = instance.board.standbys();
            assertThat(copies).extracting(StandbyStatus::partition).containsExactlyInAnyOrderElementsOf(partitions);
            assertThat(copies).allSatisfy(copy -> assertThat(copy.lag()).isZero());
        });
    }

    @Test
    void aTaskThatComesAndGoesIsCopiedWhereItIsNot() throws Exception {
        try (StreamScenario scenario = new StreamScenario("standby-moves", 4);
                TestInstance first =
                        TestInstance.withStandby(scenario, null, directory.resolve("1"), GroupProtocol.CLASSIC);
                TestInstance second =
                        TestInstance.withStandby(scenario, null, directory.resolve("2"), GroupProtocol.CLASSIC)) {
            first.startLive(4);
            scenario.send(1_000, 40);
            assertThat(first.board.standbys()).isEmpty();
            for (int round = 0; round < 3; round++) {
                second.startLive(2);
                first.awaitLive(2);
                scenario.send(500, 40);
                awaitCopies(second, tasks(first));
                awaitCopies(first, tasks(second));
                second.stop();
                first.awaitLive(4);
                scenario.send(500, 40);
                scenario.expectEachCountedOnce();
                awaitCopies(first, Set.of());
            }
            // After the first four, which began with nothing, each restore found the copy.
            assertThat(first.restores.all.subList(4, first.restores.all.size()))
                    .isNotEmpty()
                    .allMatch(RecordingRestores.Done::keptLocal);
            assertThat(first.monitor.fencings).isEmpty();
        }
    }

    private static Set<Integer> tasks(TestInstance instance) {
        return instance.board.tasks().stream().map(task -> task.partition()).collect(Collectors.toSet());
    }
}
