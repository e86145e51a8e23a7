package io.bellbuoy.engine.window;

/**
 * Windows {@code [start, start + size)} that start at {@code offset + k * every}. With size 10, every 5, offset 0, the
 * instant 12 lies in [5, 15) and [10, 20). All values are milliseconds; the grid begins with the epoch, a Thursday, in UTC.
 *
 * @param size the length of a window, a multiple of {@code every}
 * @param every the distance between starts; equal to the size for tumbling windows
 * @param offset the start of a window, 0 to {@code every - 1}
 */
public record FixedWindows(long size, long every, long offset) implements AlignedWindows {

    /** The latest start at or before an instant: 10 for the instant 12 above. */
    public long lastStart(long time) {
        return time - Math.floorMod(time - offset, every);
    }

    @Override
    public long firstStart(long time) {
        return lastStart(time - size) + every;
    }

    @Override
    public long firstEnd(long time) {
        return firstStart(time) + size;
    }

    @Override
    public long lastEnd(long time) {
        return lastStart(time) + size;
    }

    @Override
    public long endAfter(long time) {
        return lastStart(time - size) + every + size;
    }

    @Override
    public long endUpTo(long time) {
        return lastStart(time - size) + size;
    }

    @Override
    public long nextEnd(long end) {
        return end + every;
    }

    @Override
    public long count(long firstEnd, long lastEnd) {
        return lastEnd < firstEnd ? 0 : (lastEnd - firstEnd) / every + 1;
    }

    @Override
    public long startOf(long end) {
        return end - size;
    }

    @Override
    public EvenSlices grid() {
        return new EvenSlices(EvenSlices.gcd(EvenSlices.gcd(size, every), offset));
    }
}
