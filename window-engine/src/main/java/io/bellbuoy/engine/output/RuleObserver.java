package io.bellbuoy.engine.output;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Counts what rules do. Called on the task's thread, some of it for every event: implementations must be cheap. */
public interface RuleObserver {

    /** Counts nothing. */
    RuleObserver NOOP = new RuleObserver() {};

    /**
     * A condition was evaluated in a batch, which is over, be it committed or undone.
     *
     * @param times how often, at least once
     */
    default void evaluated(String rule, long times) {}

    /** A condition held, or held no longer, so that something was to be published. */
    default void matched(String rule) {}

    /** An alert was not published because one of the same rule and key was published shortly before. */
    default void suppressed(String rule) {}

    /** An alert was not published because its rule and key are snoozed. */
    default void snoozed(String rule) {}

    /** A partial match of a rule's pattern was dropped, since its key had as many as it may have. */
    default void dropped(String rule) {}

    /** A rule that is only tried failed; what it did is undone, and the event goes on. */
    default void shadowFailed(String rule) {}

    /** An event was too late for a rule or feature. */
    default void late(String name) {}

    /**
     * A clock that counts nanoseconds from anywhere, to time samples of what rules cost. Asked for once by each task; results
     * never depend on it.
     *
     * @return null: nothing is timed
     */
    default @Nullable LongSupplier nanos() {
        return null;
    }

    /**
     * How long a rule had to do with one event, in nanoseconds. Of the events that a task shows a rule, every
     * 256th is timed.
     */
    default void timed(String rule, long nanos) {}
}
