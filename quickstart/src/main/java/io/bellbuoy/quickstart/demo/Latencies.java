package io.bellbuoy.quickstart.demo;

import java.util.Collection;

/**
 * Percentiles of a set of durations, by nearest rank.
 *
 * @param count how many were measured
 * @param p50Millis half are at most this; NaN if none was measured
 * @param p99Millis 99 of 100 are at most this; NaN if none was measured
 */
record Latencies(int count, double p50Millis, double p99Millis) {

    private static final double NANOS_A_MILLI = 1e6;

    static Latencies of(Collection<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Latencies(sorted.length, percentile(sorted, 0.50), percentile(sorted, 0.99));
    }

    private static double percentile(long[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[(int) Math.max(0, Math.ceil(share * sorted.length) - 1)] / NANOS_A_MILLI;
    }
}
