package io.bellbuoy.stream.monitor;

import java.util.Objects;

/**
 * Where a task stands.
 *
 * @param partition the task
 * @param phase what it does
 * @param detail what an operator should know, empty if nothing
 */
public record TaskStatus(int partition, Phase phase, String detail) {

    /** What a task does. */
    public enum Phase {
        /** Its state is being restored; the detail says how far. */
        RESTORING,
        /** It processes. */
        LIVE,
        /**
         * It waits: not all of its source partitions have arrived yet, it came with newer rules, or more has changed than a local
         * checkpoint has stored; the detail says which.
         */
        PAUSED,
        /** Its batches fail and are tried again; the detail says why. */
        STALLED,
        /** It is held until an operator acts; the detail says what is wrong and the way out. */
        FAILED
    }

    public TaskStatus {
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(detail, "detail");
    }
}
