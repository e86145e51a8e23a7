package io.bellbuoy.deadletters.policy;

/** Is told what policies did, just before it is committed: what fails then is told again. */
public interface PolicyMonitor {

    /** Hears nothing. */
    PolicyMonitor NOOP = (policy, action, count) -> {};

    /**
     * A policy did something.
     *
     * @param count to how many dead letters, at least 1
     */
    void acted(String policy, Action action, long count);
}
