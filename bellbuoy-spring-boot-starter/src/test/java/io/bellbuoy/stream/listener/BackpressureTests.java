package io.bellbuoy.stream.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More keys change than local checkpoints store: lag grows, and the heap does not. */
class BackpressureTests {

    private static final int CACHE_ENTRIES = 20;
    private static final int RECORDS = 10;
    private static final int ACCOUNTS = 500;

    @TempDir
    Path directory;

    private StreamScenario scenario;
    private TestInstance instance;

    @BeforeEach
    void start() throws Exception {
        scenario = new StreamScenario("backpressure", 1);
        instance = TestInstance.small(scenario, directory, CACHE_ENTRIES, RECORDS);
        instance.restores.holdCheckpoints();
        instance.startLive(1);
    }

    @AfterEach
    void stop() {
        instance.restores.letGo();
        instance.close();
        scenario.close();
    }

    @Test
    void recordsWaitWhileMoreHasChangedThanTheHeapIsToHold() {
        scenario.send(ACCOUNTS, ACCOUNTS);

        assertThat(instance.awaitPhase(0, Phase.PAUSED).detail())
                .contains("keys have changed since its local checkpoint began", "bellbuoy.state.cache-entries");
        assertThat(instance.monitor.processed.get()).isLessThan(ACCOUNTS);

        instance.restores.letGo();
        scenario.expectEachCountedOnce();
        instance.awaitLive(1);
        assertThat(instance.monitor.mostKeys.get())
                .as("twice what is to stay, those of a batch, and the few that may leave and have not")
                .isLessThanOrEqualTo(3 * CACHE_ENTRIES + RECORDS);
    }
}
