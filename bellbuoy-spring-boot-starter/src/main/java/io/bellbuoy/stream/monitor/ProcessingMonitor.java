package io.bellbuoy.stream.monitor;

import io.bellbuoy.engine.rule.Severity;
import java.time.Duration;

/**
 * Hears what the loop does. Counts of records and outputs are told once their batch is committed, so that a batch that is
 * retried counts once. Called on the consumer threads; implementations are thread-safe and quick.
 */
public interface ProcessingMonitor {

    /** Hears nothing. */
    ProcessingMonitor NOOP = new ProcessingMonitor() {};

    /** Events of a stream were processed. */
    default void processed(String stream, long count) {}

    /** Records became dead letters. */
    default void rejected(String topic, long count) {}

    /** Events were late for a rule or feature. */
    default void late(String name, long count) {}

    /** Events of a stream were dropped because their id had been seen. */
    default void duplicate(String stream, long count) {}

    /**
     * An alert, a revision or a retraction is visible.
     *
     * @param latency from its event time; perhaps negative, if clocks differ
     */
    default void alertRaised(String rule, Severity severity, Duration latency) {}

    /** Alerts, revisions and retractions of a rule that is only tried. */
    default void shadowAlerts(String rule, long count) {}

    /**
     * A batch is committed.
     *
     * @param records how many records it had
     * @param whole the time from poll to commit
     * @param commit the part of it that the transaction's end took
     */
    default void batchCommitted(int records, Duration whole, Duration commit) {}

    /** A batch was undone and is tried again. */
    default void batchFailed(Exception cause) {}

    /** A transaction was fenced or its outcome is unknown; its partitions are restored. */
    default void fenced(Exception cause) {}

    /** The watermark of a task, epoch milliseconds; {@link Long#MIN_VALUE} before the first. */
    default void watermark(int partition, long watermark) {}

    /**
     * What a task keeps on the heap.
     *
     * @param keys the number of keys
     * @param hitRatio the share of look-ups that found their key there, 0 to 1
     */
    default void state(int partition, int keys, double hitRatio) {}

    /**
     * A partition came with newer rules than those of this instance.
     *
     * @param outcome what became of it
     */
    default void held(HoldOutcome outcome) {}

    /** A task is no longer here. */
    default void taskClosed(int partition) {}

    /** A consumer thread ended although nobody asked it to; it is started again. */
    default void listenerStopped(String reason) {}
}
