package io.bellbuoy.stream.monitor;

import io.bellbuoy.stream.state.RebuildReason;
import io.bellbuoy.stream.state.StandbyStatus;
import io.bellbuoy.stream.state.StateMonitor;
import java.time.Duration;
import java.util.List;

/** Shows on the board how far restores are, and passes on what it hears. Thread-safe. */
public final class RestoreProgress implements StateMonitor {

    private final TaskBoard board;
    private final StateMonitor next;

    /** @param next hears everything too */
    public RestoreProgress(TaskBoard board, StateMonitor next) {
        this.board = board;
        this.next = next;
    }

    @Override
    public void restoring(int partition, long offset, long end) {
        board.restoring(partition, end <= 0 ? 100 : (int) Math.min(100, 100 * offset / end));
        next.restoring(partition, offset, end);
    }

    @Override
    public void restored(int partition, boolean keptLocal, long replayedBytes, Duration took) {
        next.restored(partition, keptLocal, replayedBytes, took);
    }

    @Override
    public void rebuilt(int partition, RebuildReason reason) {
        next.rebuilt(partition, reason);
    }

    @Override
    public void checkpointed(int partition, Copy copy, long cells, long bytes, Duration took) {
        board.checkpointed(partition, copy);
        next.checkpointed(partition, copy, cells, bytes, took);
    }

    @Override
    public void checkpointFailed(int partition, Copy copy, Exception cause) {
        board.checkpointFailed(
                partition,
                copy,
                "The checkpoint failed: " + cause + " Nothing is lost, but the state log grows until it succeeds.");
        next.checkpointFailed(partition, copy, cause);
    }

    @Override
    public void remoteLost(int partition, Exception cause) {
        next.remoteLost(partition, cause);
    }

    @Override
    public void standbys(String applicationId, List<StandbyStatus> all) {
        board.standbys(all);
        next.standbys(applicationId, all);
    }

    @Override
    public void logTruncated(int partition, long offset) {
        next.logTruncated(partition, offset);
    }
}
