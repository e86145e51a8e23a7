package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.pipeline.Plan;
import java.time.Duration;

/**
 * The rules in force, which may change while the runtime runs: each consumer thread asks at the beginning of a batch and goes
 * over to them with all its tasks, so that on each partition they change between two records. Thread-safe.
 */
public final class RulesInForce {

    private final Duration hold;
    private volatile Plan plan;

    /** @param plan those of the start */
    public RulesInForce(Plan plan) {
        this(plan, Duration.ZERO);
    }

    /**
     * @param plan those of the start
     * @param hold how long a partition whose state says that other rules took the place of these waits for them
     */
    public RulesInForce(Plan plan, Duration hold) {
        this.plan = plan;
        this.hold = hold;
    }

    /** The rules in force. */
    public Plan plan() {
        return plan;
    }

    Duration hold() {
        return hold;
    }

    /**
     * Puts other rules in force, with the next batch of each consumer thread.
     *
     * @throws io.bellbuoy.engine.rule.RuleException if they cannot follow; those in force stay
     */
    public synchronized void replace(Plan next) {
        plan.requireSuccessor(next);
        plan = next;
    }
}
