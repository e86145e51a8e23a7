package io.bellbuoy.quickstart.generate;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Who pays, and when: a few accounts pay often and many seldom (Zipf's law, its head flattened), by day more than by night. */
final class Activity {

    private static final double ZIPF_EXPONENT = 0.8;
    private static final double ZIPF_SHIFT = 20;
    private static final int MINUTES_A_DAY = 24 * 60;
    private static final double QUIETEST_MINUTE = 4 * 60;

    private final double[] accountShares;
    private final double[] minuteShares;
    private final Instant start;

    Activity(int accounts, Instant start, Duration span) {
        this.start = start;
        accountShares = cumulative(accounts, i -> Math.pow(i + ZIPF_SHIFT, -ZIPF_EXPONENT));
        long first = start.getEpochSecond() / 60;
        minuteShares = cumulative((int) span.toMinutes(), i -> daily((first + i) % MINUTES_A_DAY));
    }

    private static double daily(double minute) {
        return 1.1 - Math.cos((minute - QUIETEST_MINUTE) / MINUTES_A_DAY * 2 * Math.PI);
    }

    private static double[] cumulative(int size, IntToDoubleFunction weight) {
        double[] shares = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += weight.applyAsDouble(i);
            shares[i] = sum;
        }
        for (int i = 0; i < size; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    /** The index of an account, frequent ones more often. */
    int account(Random random) {
        return find(accountShares, random.nextDouble());
    }

    /** The time at which the given share, from 0 to below 1, of all events has happened. */
    Instant time(double share) {
        int minute = find(minuteShares, share);
        double before = minute == 0 ? 0 : minuteShares[minute - 1];
        double within = (share - before) / (minuteShares[minute] - before);
        return start.plusMillis((long) ((minute + within) * 60_000));
    }

    private static int find(double[] shares, double value) {
        int at = Arrays.binarySearch(shares, value);
        return Math.min(shares.length - 1, at >= 0 ? at + 1 : -at - 1);
    }
}
