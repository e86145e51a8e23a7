package io.bellbuoy.stream.autoconfigure.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.stream.monitor.RestoreProgress;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.state.StandbyStatus;
import io.bellbuoy.stream.state.StateMonitor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.info.Info;

class StandbyInfoTests {

    private final TaskBoard board = new TaskBoard();
    private final StandbyInfo info = new StandbyInfo(Map.of("fraud", board));

    private Map<String, Object> shown() {
        Info.Builder builder = new Info.Builder();
        info.contribute(builder);
        return builder.build().getDetails();
    }

    @Test
    void nothingIsSaidWithoutStandbys() {
        assertThat(shown()).isEmpty();
    }

    @Test
    void eachCopyIsShownWithWhyItDoesNotFollow() {
        new RestoreProgress(board, StateMonitor.NOOP)
                .standbys(
                        "fraud",
                        List.of(new StandbyStatus(1, 80, 0, ""), new StandbyStatus(2, -1, -1, "cannot follow")));

        assertThat(shown())
                .isEqualTo(Map.of(
                        "bellbuoy",
                        Map.of(
                                "standbys",
                                Map.of(
                                        "fraud",
                                        List.of(
                                                Map.of("task", 1, "offset", 80L, "lag", 0L),
                                                Map.of(
                                                        "task",
                                                        2,
                                                        "offset",
                                                        -1L,
                                                        "lag",
                                                        -1L,
                                                        "detail",
                                                        "cannot follow"))))));
    }
}
