package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The distribution of numbers with a relative accuracy of 1 %: DDSketch (Masson, Rim, Lee, "DDSketch: a fast and
 * fully-mergeable quantile sketch with relative-error guarantees", 2019). Values are counted in buckets whose bounds grow by
 * a constant factor, apart for positive and negative values, with zero by itself.
 *
 * <p>Each sign has at most {@value #BUCKETS} buckets that hold values; beyond that those of the smallest magnitudes become
 * one, and their values lose the accuracy. As long as nothing has collapsed the sketch depends on the values alone, not on
 * their order or grouping; since the buckets that stay are always those of the largest magnitudes, the same holds
 * afterwards. Magnitudes beyond those of a double count as the largest or smallest double. Immutable.
 */
final class QuantileSketch implements StoredState {

    /** How many buckets each sign has: values up to 10^17 times the smallest keep their accuracy in any distribution. */
    static final int BUCKETS = 2_048;

    private static final double ACCURACY = 0.01;
    private static final double GROWTH = (1 + ACCURACY) / (1 - ACCURACY);
    // Strict, so that every machine puts a value in the same bucket.
    private static final double LOG_GROWTH = StrictMath.log(GROWTH);

    private final Buckets negative;
    private final long zeros;
    private final Buckets positive;

    private QuantileSketch(Buckets negative, long zeros, Buckets positive) {
        this.negative = negative;
        this.zeros = zeros;
        this.positive = positive;
    }

    static QuantileSketch of(BigDecimal value) {
        return switch (value.signum()) {
            case 0 -> new QuantileSketch(Buckets.NONE, 1, Buckets.NONE);
            case 1 -> new QuantileSketch(Buckets.NONE, 0, Buckets.one(bucketOf(value)));
            default -> new QuantileSketch(Buckets.one(bucketOf(value.negate())), 0, Buckets.NONE);
        };
    }

    /** Bucket i holds the magnitudes in {@code (GROWTH^(i - 1), GROWTH^i]}. */
    private static int bucketOf(BigDecimal magnitude) {
        double value = Math.min(Double.MAX_VALUE, Math.max(Double.MIN_NORMAL, magnitude.doubleValue()));
        return (int) Math.ceil(StrictMath.log(value) / LOG_GROWTH);
    }

    /** The magnitude that differs from no value of a bucket by more than the accuracy. */
    private static BigDecimal magnitudeOf(int bucket) {
        double middle = 2 * StrictMath.exp(bucket * LOG_GROWTH) / (GROWTH + 1);
        return new BigDecimal(Math.min(Double.MAX_VALUE, middle), AggregateFunction.DIGITS);
    }

    QuantileSketch merge(QuantileSketch other) {
        return new QuantileSketch(
                negative.merge(other.negative), Math.addExact(zeros, other.zeros), positive.merge(other.positive));
    }

    /** How many values there are. */
    long count() {
        return Math.addExact(Math.addExact(negative.total(), zeros), positive.total());
    }

    /**
     * The value of rank {@code floor(quantile * (n - 1))} in ascending order, counted from 0.
     *
     * @param quantile from 0 to 1
     */
    BigDecimal quantile(BigDecimal quantile) {
        long rank = quantile.multiply(BigDecimal.valueOf(count() - 1))
                .setScale(0, RoundingMode.FLOOR)
                .longValueExact();
        long below = negative.total();
        if (rank < below) {
            // The smallest negative value has the largest magnitude.
            return magnitudeOf(negative.bucketAt(below - 1 - rank)).negate();
        }
        if (rank < below + zeros) {
            return BigDecimal.ZERO;
        }
        return magnitudeOf(positive.bucketAt(rank - below - zeros));
    }

    @Override
    public void write(StateOutput out) {
        negative.write(out);
        out.writeUnsigned(zeros);
        positive.write(out);
    }

    static QuantileSketch read(StateInput in) {
        Buckets negative = Buckets.read(in);
        long zeros = in.readUnsigned();
        return new QuantileSketch(negative, zeros, Buckets.read(in));
    }
}
