package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.pipeline.Plan;

/**
 * The rules in force, which may change while the runtime runs: each consumer thread asks at the beginning of a batch and goes
 * over to them with all its tasks, so that on each partition they change between two records. Thread-safe.
 */
public final class RulesInForce {

    private final boolean reloadable;
    private volatile Plan plan;

    /**
     * @param reloadable whether the rules may change; then events that wait for the watermark keep all their fields, since
     *     other rules may ask for them
     */
    public RulesInForce(Plan plan, boolean reloadable) {
        this.plan = plan;
        this.reloadable = reloadable;
    }

    /** Rules that do not change. */
    public static RulesInForce fixed(Plan plan) {
        return new RulesInForce(plan, false);
    }

    /** The rules in force. */
    public Plan plan() {
        return plan;
    }

    boolean isReloadable() {
        return reloadable;
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
