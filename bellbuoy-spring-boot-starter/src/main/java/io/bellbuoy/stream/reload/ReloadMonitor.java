package io.bellbuoy.stream.reload;

/** Hears of rules that change. Called on one thread. */
public interface ReloadMonitor {

    /** Hears nothing. */
    ReloadMonitor NOOP = new ReloadMonitor() {};

    /** Rules are in force, from the start or anew. */
    default void inForce(String version) {}

    /** The file was looked at and had changed, or could not be read. */
    default void reloaded(ReloadOutcome outcome) {}
}
