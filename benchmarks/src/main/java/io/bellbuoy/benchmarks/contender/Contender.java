package io.bellbuoy.benchmarks.contender;

import io.bellbuoy.benchmarks.measure.Meter;
import java.time.Duration;

/**
 * A system that is measured. It reads the whole input once in a JVM of its own, with the same heap and options as all
 * others. To add one, implement this and name it in {@link Contenders}.
 */
public interface Contender {

    /** Longer than any run that is worth waiting for. */
    Duration LIMIT = Duration.ofMinutes(30);

    /** Its name in the table; lower case. */
    String name();

    /** Whether it runs the high-value rule and puts its alerts on {@link Job#alertTopic()}, to be compared. */
    boolean raisesAlerts();

    /**
     * Reads the input and tells the meter: {@link Meter#opening} before its consumers are made, {@link Meter#polled} with
     * the first records, {@link Meter#done} when records are done or committed. Returns when all are, with its threads
     * ended.
     *
     * @throws RuntimeException if it failed
     */
    void run(Job job, Meter meter);
}
