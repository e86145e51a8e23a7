package io.bellbuoy.benchmarks.contender;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A system that is measured, in a JVM of its own, with the same heap and options as all others. Its classes are loaded only
 * there, since no other process has its libraries.
 *
 * @param name its name in the table; lower case
 * @param alerts when its alerts appear
 * @param libraries what it needs on its class path
 * @param pass makes what does the work
 */
public record Contender(String name, Alerts alerts, Libraries libraries, Supplier<Pass> pass) {

    /** Longer than any run that is worth waiting for. */
    public static final Duration LIMIT = Duration.ofMinutes(30);

    /** The alerts of the high-value rule on {@link Job#alertTopic()}, to be compared. */
    public enum Alerts {
        /** There are none. */
        NONE,
        /** As soon as a window's total is above the bound. */
        EARLY,
        /** When the window closes. */
        ON_CLOSE
    }

    /** Whether it raises alerts at all. */
    public boolean raisesAlerts() {
        return alerts != Alerts.NONE;
    }
}
