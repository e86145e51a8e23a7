package io.bellbuoy.benchmarks.generate;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Ranks whose frequency is inversely proportional to the rank (Zipf's law with exponent 1), drawn by inversion. */
final class Zipf {

    private final double[] cumulative;

    Zipf(int ranks) {
        cumulative = new double[ranks];
        double sum = 0;
        for (int i = 0; i < ranks; i++) {
            sum += 1.0 / (i + 1);
            cumulative[i] = sum;
        }
    }

    /** A rank from 0. */
    int next(RandomGenerator random) {
        double point = random.nextDouble() * cumulative[cumulative.length - 1];
        int found = Arrays.binarySearch(cumulative, point);
        return Math.min(found < 0 ? -found - 1 : found + 1, cumulative.length - 1);
    }
}
