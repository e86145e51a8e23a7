package io.bellbuoy.quickstart.demo;

import java.nio.file.Path;

/**
 * How to run a demo.
 *
 * @param events how many transactions to generate
 * @param seed of the generated stream
 * @param rate events a second of the last part, in which latency is measured
 * @param exitWhenDone whether to end after the summary
 * @param keep whether to keep what an earlier demo left, start on it, and generate nothing
 * @param ports where to listen
 * @param directory where data, state and logs are kept
 * @param home the root of the repository
 */
public record DemoSettings(
        long events, long seed, int rate, boolean exitWhenDone, boolean keep, Ports ports, Path directory, Path home) {

    private static final int LONGEST_STEADY_SECONDS = 20;
    private static final int STEADY_PART = 4;

    public DemoSettings {
        if (rate < 1) {
            throw new IllegalArgumentException("the rate must be 1 event a second or more, not " + rate);
        }
        directory = directory.toAbsolutePath().normalize();
    }

    /** How many of the events are sent at the steady rate; those before are sent at full speed. */
    long steadyEvents() {
        return Math.min(events / STEADY_PART, (long) rate * LONGEST_STEADY_SECONDS);
    }
}
