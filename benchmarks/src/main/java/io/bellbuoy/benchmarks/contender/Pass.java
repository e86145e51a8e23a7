package io.bellbuoy.benchmarks.contender;

import io.bellbuoy.benchmarks.measure.Meter;

/** How a system reads the input, and puts its alerts on {@link Job#alertTopic()} if it raises any. */
@FunctionalInterface
public interface Pass {

    /**
     * Reads the input and tells the meter: {@link Meter#opening} before its consumers are made, {@link Meter#polled} with
     * the first records, {@link Meter#done} when records are done or committed. Returns when the meter has what it waits
     * for, with its threads ended.
     *
     * @throws RuntimeException if it failed
     */
    void run(Job job, Meter meter);
}
