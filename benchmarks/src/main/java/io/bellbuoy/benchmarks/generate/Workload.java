package io.bellbuoy.benchmarks.generate;

import java.time.Duration;
import java.time.Instant;

/**
 * What is generated.
 *
 * @param events the number of events, 1 or more
 * @param accounts the number of accounts, 1 to 10 million
 * @param seed the same workload gives the same events
 */
public record Workload(int events, int accounts, long seed) {

    /** Emission time of the first event; each later one is emitted a millisecond after the one before. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** Event times lie less than this behind their emission. */
    public static final Duration OUT_OF_ORDERNESS = Duration.ofSeconds(5);

    private static final int MOST_EVENTS = 1_000_000_000;
    private static final int MOST_ACCOUNTS = 10_000_000;

    public Workload {
        requireRange("events", events, MOST_EVENTS);
        requireRange("accounts", accounts, MOST_ACCOUNTS);
    }

    private static void requireRange(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("%s must be from 1 to %d, not %d".formatted(name, most, value));
        }
    }
}
