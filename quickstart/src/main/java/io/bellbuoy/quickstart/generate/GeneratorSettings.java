package io.bellbuoy.quickstart.generate;

import java.time.Duration;
import java.time.Instant;

/**
 * What to generate.
 *
 * @param seed the same seed and settings give the same stream, byte for byte
 * @param events how many transaction records, bad ones and duplicates included; at least 1,000
 * @param end about the event time of the last event; with millisecond precision
 * @param span the event time the stream covers
 */
public record GeneratorSettings(long seed, long events, Instant end, Duration span) {

    private static final int LEAST_EVENTS = 1000;
    private static final int MOST_EVENTS = 50_000_000;
    private static final int EVENTS_PER_ACCOUNT = 50;
    private static final double EPISODES_PER_EVENT = 0.0006;

    public GeneratorSettings {
        requireEvents(events);
        if (span.compareTo(Duration.ofHours(1)) < 0) {
            throw new IllegalArgumentException("span must be an hour or more, not " + span);
        }
    }

    /** Throws if so many events cannot be generated. */
    public static void requireEvents(long events) {
        if (events < LEAST_EVENTS || events > MOST_EVENTS) {
            throw new IllegalArgumentException(
                    "events must be from %,d to %,d, not %,d".formatted(LEAST_EVENTS, MOST_EVENTS, events));
        }
    }

    Instant start() {
        return end.minus(span);
    }

    int accounts() {
        return (int) Math.max(20, events / EVENTS_PER_ACCOUNT);
    }

    int episodesPerScenario() {
        return (int) Math.max(1, Math.round(events * EPISODES_PER_EVENT));
    }
}
