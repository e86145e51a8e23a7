package io.bellbuoy.stream.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.stream.monitor.RestoreProgress;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import io.bellbuoy.stream.state.StateMonitor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class StreamHealthIndicatorTests {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final TaskBoard board = new TaskBoard();
    private final StreamHealthIndicator indicator = new StreamHealthIndicator(board, Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void running() {
        board.setRunning(true);
    }

    @Test
    void noPartitionAssignedIsUp() {
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
        board.setRunning(false);
        assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void restoreInProgressIsNotReadyAndSaysHowFar() {
        board.set(0, Phase.LIVE, "");
        board.set(1, Phase.RESTORING, "");
        new RestoreProgress(board, StateMonitor.NOOP).restoring(1, 25, 100);
        Health health = indicator.health();
        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.getDetails())
                .containsEntry("assigned", List.of(0, 1))
                .containsEntry("restoring", Map.of(1, "25 %"));
        board.set(1, Phase.LIVE, "");
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void stalledAndFailedTasksAreNotReadyAndSayWhy() {
        board.set(0, Phase.STALLED, "The last 3 batches failed");
        assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        board.set(0, Phase.FAILED, "offsets were reset");
        assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(indicator.health().getDetails()).containsEntry("failed", Map.of(0, "offsets were reset"));
        board.remove(0);
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void failedCheckpointIsNotReadyUntilOneSucceeds() {
        board.set(0, Phase.LIVE, "");
        RestoreProgress monitor = new RestoreProgress(board, StateMonitor.NOOP);
        monitor.checkpointFailed(0, StateMonitor.Copy.LOCAL, new IllegalStateException("No space left on device"));
        assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(indicator.health().getDetails().get("checkpoints"))
                .asString()
                .contains("No space left on device");
        monitor.checkpointed(0, StateMonitor.Copy.LOCAL, 1, 1, Duration.ZERO);
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void consumerThreadThatDoesNotPollIsNotReady() {
        board.polled(0, NOW.toEpochMilli());
        board.polled(1, NOW.minus(StreamHealthIndicator.SILENCE).toEpochMilli() - 1);
        assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        board.ended(1);
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void instanceWhosePlaceAnotherTookIsNotReady() {
        board.threadFenced(0, "Another instance has taken over the instance id 'pod-0'.");
        assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(indicator.health().getDetails().get("fenced")).asString().contains("pod-0");
    }

    @Test
    void aLaterStageThatIsNotReadyMakesTheServiceNotReadyAndSaysWhichAndWhy() {
        TaskBoard first = new TaskBoard();
        TaskBoard second = new TaskBoard();
        first.setRunning(true);
        second.setRunning(true);
        board.set(0, Phase.LIVE, "");
        first.set(0, Phase.LIVE, "");
        second.set(0, Phase.LIVE, "");
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        StreamHealthIndicator staged = new StreamHealthIndicator(board, List.of(first, second), clock, null);
        assertThat(staged.health().getStatus()).isEqualTo(Status.UP);

        second.set(1, Phase.STALLED, "The last 3 batches failed");
        Health health = staged.health();

        assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(health.getDetails()).as("of the first stage").containsEntry("stalled", Map.of());
        assertThat(health.getDetails().get("stages")).isInstanceOfSatisfying(Map.class, stages -> {
            assertThat(stages).containsOnlyKeys(1, 2);
            assertThat(stages.get(1).toString()).contains("stalled={}", "assigned=[0]");
            assertThat(stages.get(2).toString()).contains("stalled={1=The last 3 batches failed}", "assigned=[0, 1]");
        });
        second.remove(1);
        assertThat(staged.health().getStatus()).isEqualTo(Status.UP);
        first.setRunning(false);
        assertThat(staged.health().getStatus()).as("a stage that does not run").isEqualTo(Status.OUT_OF_SERVICE);
    }
}
