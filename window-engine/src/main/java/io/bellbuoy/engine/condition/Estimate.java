package io.bellbuoy.engine.condition;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a condition comes to by numbers that are nearly known: most comparisons are so clear that nobody needs the decimals, as
 * {@code amount > 20 * features.mean24h}. It only ever says that a condition surely does not hold, and that its evaluation
 * would not fail. Immutable and thread-safe.
 */
public final class Estimate {

    /** So many leaves of a side, each nearly known, are within {@link #TOLERANCE}. */
    static final int MOST_LEAVES = 8;

    /** The largest relative error of a side. */
    private static final double TOLERANCE = 1e-8;

    private static final int LARGEST_SCALE = 100;

    /** Below it doubles have fewer digits. */
    private static final double SMALLEST = 1e-280;

    /** An array, since a list would be walked with an iterator for each event. */
    private final Comparison[] comparisons;

    /** The numbers that names stand for. */
    @FunctionalInterface
    public interface Numbers {

        /** Nearly the number of a slot: within one in 10^9 of it; {@link Double#NaN} if it is none, or not known. */
        double number(int slot);
    }

    /**
     * A comparison of two numbers, of which all must hold; between them is nothing that may fail.
     *
     * @param accepted which results of comparing them it accepts: a bit each for less, equal and greater
     */
    record Comparison(Term left, Term right, int accepted) {

        /** Which results of comparing them are possible, a bit each as in {@link #accepted}; all where a side is not known. */
        private int possible(double a, double b) {
            double error = TOLERANCE * (Math.abs(a) + Math.abs(b));
            int less = a - b < error ? 0b001 : 0;
            int greater = b - a < error ? 0b100 : 0;
            return less | greater | (less != 0 && greater != 0 || a == b ? 0b010 : 0);
        }
    }

    /** A number that is nearly known. */
    @FunctionalInterface
    interface Term {

        /** The number; {@link Double#NaN} if it is not known. */
        double of(Numbers numbers);
    }

    Estimate(List<Comparison> comparisons) {
        this.comparisons = comparisons.toArray(Comparison[]::new);
    }

    /** Whether the condition surely does not hold: some part does not, and none before it can fail. */
    public boolean refutes(Numbers numbers) {
        for (Comparison comparison : comparisons) {
            double left = comparison.left.of(numbers);
            double right = comparison.right.of(numbers);
            if (Double.isNaN(left + right)) {
                // It may be null, or fail.
                return false;
            }
            if ((comparison.possible(left, right) & comparison.accepted) == 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether arithmetic with a number cannot fail: one with very many digits behind or before the point could. */
    public static boolean isUsual(BigDecimal number) {
        return Math.abs(number.scale()) <= LARGEST_SCALE && number.precision() <= LARGEST_SCALE;
    }

    // ---- terms

    static double product(double a, double b) {
        double product = a * b;
        return isSound(product) || a == 0 || b == 0 ? product : Double.NaN;
    }

    /** A division by what may be zero fails. */
    static double quotient(double a, double b) {
        double quotient = a / b;
        return b != 0 && (isSound(quotient) || a == 0) ? quotient : Double.NaN;
    }

    /** Numbers of unlike signs lose digits. */
    static double sum(double a, double b) {
        return Math.signum(a) * Math.signum(b) >= 0 && Double.isFinite(a + b) ? a + b : Double.NaN;
    }

    private static boolean isSound(double number) {
        return Double.isFinite(number) && Math.abs(number) > SMALLEST;
    }
}
