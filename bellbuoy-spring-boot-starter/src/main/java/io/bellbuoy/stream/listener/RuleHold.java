package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.stream.monitor.HoldOutcome;
import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a restored task as long as its state says that other rules took the place of those of this instance: while a change
 * of rules spreads over the instances, a partition that moves would else change to and fro. It waits a bounded time, since the
 * rules may have been taken back on purpose. For one consumer thread.
 */
final class RuleHold {

    private static final Logger LOG = LoggerFactory.getLogger(RuleHold.class);

    private final StreamParts parts;

    RuleHold(StreamParts parts) {
        this.parts = parts;
    }

    /** Whether the task is to wait; says so to log, health and meters. */
    boolean holds(HeldTask task, TaskState state, long now) {
        Duration hold = parts.inForce().hold();
        Plan plan = parts.inForce().plan();
        String newer = hold.isZero() ? null : plan.replacedBy(state);
        Long until = task.heldUntil();
        if (newer != null && until == null) {
            begin(task, now + hold.toMillis(), plan.version(), newer);
            return true;
        }
        if (newer != null && now < until) {
            return true;
        }
        if (until != null) {
            end(task, plan.version(), newer == null ? HoldOutcome.CAUGHT_UP : HoldOutcome.WENT_BACK);
        }
        return false;
    }

    private void begin(HeldTask task, long until, String own, String newer) {
        task.holdUntil(until);
        String reason = "Its last rules, version " + newer + ", took the place of version " + own
                + ", which this instance has. Held until it gets other rules, at most until "
                + Instant.ofEpochMilli(until) + ".";
        LOG.warn("task {} waits for newer rules: {}", task.partition(), reason);
        parts.board().set(task.partition(), Phase.PAUSED, reason);
        parts.monitor().held(HoldOutcome.HELD);
    }

    private void end(HeldTask task, String version, HoldOutcome outcome) {
        task.holdUntil(null);
        parts.monitor().held(outcome);
        if (outcome == HoldOutcome.CAUGHT_UP) {
            LOG.info("task {} goes on: this instance has rules of version {} now", task.partition(), version);
        } else {
            LOG.warn("task {} goes back to rules of version {}: no others came in time", task.partition(), version);
        }
    }
}
