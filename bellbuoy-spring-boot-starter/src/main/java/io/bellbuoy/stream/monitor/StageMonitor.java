package io.bellbuoy.stream.monitor;

import io.bellbuoy.engine.rule.Severity;
import java.time.Duration;

/**
 * Passes on what a later stage does. Its tasks are told apart from those of other stages, and its events are not counted
 * again as processed. Thread-safe.
 */
public final class StageMonitor implements ProcessingMonitor {

    /** More than the partitions of a topic. */
    private static final int TASKS = 1_000_000;

    private final int stage;
    private final ProcessingMonitor next;

    /** @param stage from 1 */
    public StageMonitor(int stage, ProcessingMonitor next) {
        this.stage = stage;
        this.next = next;
    }

    private int task(int partition) {
        return stage * TASKS + partition;
    }

    @Override
    public void rejected(String topic, long count) {
        next.rejected(topic, count);
    }

    @Override
    public void late(String name, long count) {
        next.late(name, count);
    }

    @Override
    public void alertRaised(String rule, Severity severity, Duration latency) {
        next.alertRaised(rule, severity, latency);
    }

    @Override
    public void batchCommitted(int records, Duration whole, Duration commit) {
        next.batchCommitted(records, whole, commit);
    }

    @Override
    public void batchFailed(Exception cause) {
        next.batchFailed(cause);
    }

    @Override
    public void fenced(Exception cause) {
        next.fenced(cause);
    }

    @Override
    public void watermark(int partition, long watermark) {
        next.watermark(task(partition), watermark);
    }

    @Override
    public void state(int partition, int keys, double hitRatio) {
        next.state(task(partition), keys, hitRatio);
    }

    @Override
    public void held(HoldOutcome outcome) {
        next.held(outcome);
    }

    @Override
    public void taskClosed(int partition) {
        next.taskClosed(task(partition));
    }

    @Override
    public void listenerStopped(String reason) {
        next.listenerStopped(reason);
    }
}
