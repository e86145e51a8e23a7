package io.bellbuoy.stream.fault;

import org.jspecify.annotations.Nullable;

/**
 * The places between two steps of the batch protocol, of checkpoints, of restores and of rebalances at which tests may end the
 * process as {@code kill -9} does, hold the thread, or lose the broker's answer. One of them is armed by the system property {@code bellbuoy.fault}, see
 * {@link ArmedFault}; not for production. Without the property {@link #reached} is a look at a constant.
 */
public enum FaultPoint {
    /** Records were polled, and the group's metadata taken; no transaction has begun. */
    POLLED,
    /** The transaction has begun; nothing is in it. */
    BEGUN,
    /** All records are processed and their outputs handed to the producer; the state log has nothing of it yet. */
    PROCESSED,
    /** The records of the state log are handed to the producer; the transaction has no offsets yet. */
    LOGGED,
    /** The transaction has its offsets; its records may not have reached the broker. */
    OFFSETS_SENT,
    /** Everything of the transaction has reached the broker; it is not committed. */
    FLUSHED,
    /** The broker has committed the transaction and said so; nobody has heard it yet. */
    ANSWERED,
    /** The transaction is committed; memory is as before it. */
    COMMITTED,
    /** Memory has joined what is committed. */
    APPLIED,

    /** A local checkpoint has written its cells; the store's place in the log is the one before. */
    LOCAL_CELLS_WRITTEN,
    /** A local checkpoint has written its place in the log; it is not on disk. */
    LOCAL_POSITION_WRITTEN,
    /** A local checkpoint is on disk; the task does not know it. */
    LOCAL_FLUSHED,

    /** A step of a remote checkpoint has sent its entries; they are not committed. */
    REMOTE_ENTRIES_SENT,
    /** A remote checkpoint has sent its place in the log; it is not committed. */
    REMOTE_POSITION_SENT,
    /** A step of a remote checkpoint is committed; its entries are still marked. */
    REMOTE_COMMITTED,
    /** A remote checkpoint is complete; the log is not truncated. */
    REMOTE_COMPLETE,

    /** A restore has taken the remote checkpoint over; nothing is read. */
    RESTORE_TAKEN_OVER,
    /** A restore has opened the local store, or an empty one. */
    RESTORE_STORE_OPENED,
    /** A restore has written the remote copy to an empty store, which has no place in the log yet. */
    RESTORE_COPY_READ,
    /** A restore has replayed the log; the task is not live. */
    RESTORE_REPLAYED,
    /** A task is live and has not processed anything. */
    RESTORE_LIVE,

    /** Partitions were assigned, inside the rebalance callback. */
    ASSIGNED,
    /** Partitions are to be given back, inside the rebalance callback; nothing is dropped yet. */
    REVOKED;

    private static final @Nullable ArmedFault ARMED = ArmedFault.ofProperty();

    /** Notes that the process is at this place; what is armed for it happens. */
    public static void reached(FaultPoint point) {
        if (ARMED != null) {
            ARMED.reached(point);
        }
    }

    /** Whether something is armed for this place, for work that is done only to get there. */
    public boolean isArmed() {
        return ARMED != null && ARMED.point() == this;
    }
}
