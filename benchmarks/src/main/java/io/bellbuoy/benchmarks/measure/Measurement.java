package io.bellbuoy.benchmarks.measure;

/**
 * What one run took.
 *
 * @param events the number of events measured
 * @param seconds from the end of the warm-up, or the first record polled if there is none, to the last record, or to the
 *     commit that covers the input's end
 * @param cpuSeconds CPU time of the whole process in that time, or without a warm-up from the opening of its consumers; of one
 *     core
 * @param coldRate events a second over as many events as are measured, but from the first record polled by the JVM that has
 *     just started
 * @param peakRssBytes the largest resident memory of the process so far; 0 if the system does not tell
 */
public record Measurement(long events, double seconds, double cpuSeconds, double coldRate, long peakRssBytes) {

    /** @throws IllegalArgumentException if a value is negative or no time passed */
    public Measurement {
        if (events < 1 || !(seconds > 0) || cpuSeconds < 0 || !(coldRate > 0) || peakRssBytes < 0) {
            throw new IllegalArgumentException(
                    "events=%d, seconds=%s and coldRate=%s must be above 0, cpuSeconds=%s and peakRssBytes=%d not below"
                            .formatted(events, seconds, coldRate, cpuSeconds, peakRssBytes));
        }
    }

    /** Events a second. */
    public double rate() {
        return events / seconds;
    }
}
