package io.bellbuoy.stream.state;

import java.time.Duration;
import java.util.List;

/** Hears what happens to state. Called from the restore and checkpoint threads; implementations are thread-safe and quick. */
public interface StateMonitor {

    /** Hears nothing. */
    StateMonitor NOOP = new StateMonitor() {};

    /** A copy of the state. */
    enum Copy {
        LOCAL,
        REMOTE
    }

    /** A restore reads a topic: {@code offset} of {@code end} is reached. */
    default void restoring(int partition, long offset, long end) {}

    /** A restore is complete. */
    default void restored(int partition, boolean keptLocal, long replayedBytes, Duration took) {}

    /** The local store cannot be used and is rebuilt. */
    default void rebuilt(int partition, RebuildReason reason) {}

    /** A checkpoint is complete. */
    default void checkpointed(int partition, Copy copy, long cells, long bytes, Duration took) {}

    /** A checkpoint failed; nothing is lost and it will be tried again, but the log grows until it succeeds. */
    default void checkpointFailed(int partition, Copy copy, Exception cause) {}

    /** Another instance has taken over the remote checkpoint of the partition. */
    default void remoteLost(int partition, Exception cause) {}

    /**
     * Where the warm copies of tasks of others stand; said about once a second.
     *
     * @param applicationId whose tasks: those of the application, or of one of its later stages
     * @param all that this process keeps of those
     */
    default void standbys(String applicationId, List<StandbyStatus> all) {}

    /** The log was truncated: its first offset is now {@code offset}. */
    default void logTruncated(int partition, long offset) {}
}
