package io.bellbuoy.deadletters.redrive.store;

/** Is told what became of dead letters that were redriven. Called by several threads, after the commit. */
public interface RedriveMonitor {

    /** Hears nothing. */
    RedriveMonitor NOOP = (outcome, count) -> {};

    /**
     * Some have an outcome now.
     *
     * @param outcome SENT, SUCCEEDED, RETURNED or REFUSED; one that comes back late has succeeded before
     * @param count how many, at least 1
     */
    void became(String outcome, long count);
}
