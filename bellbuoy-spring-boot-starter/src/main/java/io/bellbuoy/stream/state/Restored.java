package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.TaskState;

/**
 * A task's state as of the end of its log.
 *
 * @param state the state; it belongs to whoever takes this
 * @param store what is behind it, to be closed by whoever takes this
 * @param position the end of the log, with what was true there; its inputs are empty if nothing was ever written
 * @param replayedBytes the bytes of the log that were read
 * @param replayedRecords the records of the log that were read
 * @param keptLocal whether the local store was used
 */
public record Restored(
        TaskState state,
        TaskStore store,
        LogPosition position,
        long replayedBytes,
        long replayedRecords,
        boolean keptLocal) {}
