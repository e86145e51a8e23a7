package io.bellbuoy.engine.window;

/**
 * Slices of one length, numbered from the epoch: those of width 10 are 0 for [0, 10) and -1 for [-10, 0).
 *
 * @param width the length of a slice
 */
public record EvenSlices(long width) implements SliceGrid {

    /** The coarsest grid on which the bounds of both lie: the greatest common divisor. */
    EvenSlices shared(EvenSlices other) {
        return new EvenSlices(gcd(width, other.width));
    }

    static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    @Override
    public long sliceOf(long time) {
        return Math.floorDiv(time, width);
    }

    @Override
    public long startOf(long slice) {
        return slice * width;
    }

    @Override
    public long endOf(long slice) {
        return (slice + 1) * width;
    }

    @Override
    public long lastBefore(long end) {
        return sliceOf(end - 1);
    }

    @Override
    public String identity() {
        return Long.toString(width);
    }
}
