package io.bellbuoy.stream.listener;

import io.bellbuoy.stream.listener.Restorer.Restoring;
import io.bellbuoy.stream.state.Restored;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A task that is assigned but does not process: it waits, is being restored, or is refused. Its source partitions are
 * paused, and records that come anyway are given back. Belongs to its consumer thread.
 */
final class HeldTask {

    private final int partition;
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private @Nullable Restoring restoring;
    private @Nullable Restored restored;
    private @Nullable Long heldUntil;

    HeldTask(int partition) {
        this.partition = partition;
    }

    int partition() {
        return partition;
    }

    Backoff backoff() {
        return backoff;
    }

    /** The restore that runs; null if none does. */
    @Nullable
    Restoring restoring() {
        return restoring;
    }

    /** The state, complete but not yet processing; null before. */
    @Nullable
    Restored restored() {
        return restored;
    }

    /** Until when it waits for newer rules, epoch milliseconds; null if it does not. */
    @Nullable
    Long heldUntil() {
        return heldUntil;
    }

    void holdUntil(@Nullable Long end) {
        heldUntil = end;
    }

    void begin(Restoring next) {
        restoring = next;
    }

    void end(@Nullable Restored result) {
        restoring = null;
        restored = result;
    }

    /** Closes what it has. */
    void drop() {
        if (restoring != null) {
            restoring.cancel();
        }
        if (restored != null) {
            restored.store().close();
        }
        end(null);
    }
}
