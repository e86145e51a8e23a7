package io.bellbuoy.benchmarks.latency;

import java.util.Collection;

/**
 * Percentiles by nearest rank, in milliseconds.
 *
 * @param count how many were measured
 */
public record Percentiles(int count, double p50, double p99, double p999, double max) {

    private static final double NANOS_A_MILLI = 1e6;

    /** @throws IllegalArgumentException if nothing was measured */
    public static Percentiles of(Collection<Long> nanos) {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to take percentiles of.");
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Percentiles(sorted.length, at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999), at(sorted, 1));
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)] / NANOS_A_MILLI;
    }
}
