package io.bellbuoy.benchmarks.measure;

/**
 * What one run took.
 *
 * @param events the number of events
 * @param seconds from the first record polled to the last record, or to the commit that covers the input's end
 * @param cpuSeconds CPU time of the whole process from the opening of its consumers to that end; of one core
 * @param peakRssBytes the largest resident memory of the process so far; 0 if the system does not tell
 */
public record Measurement(long events, double seconds, double cpuSeconds, long peakRssBytes) {

    /** @throws IllegalArgumentException if a value is negative or no time passed */
    public Measurement {
        if (events < 1 || !(seconds > 0) || cpuSeconds < 0 || peakRssBytes < 0) {
            throw new IllegalArgumentException(
                    "events=%d and seconds=%s must be above 0, cpuSeconds=%s and peakRssBytes=%d not below"
                            .formatted(events, seconds, cpuSeconds, peakRssBytes));
        }
    }

    /** Events a second. */
    public double rate() {
        return events / seconds;
    }
}
