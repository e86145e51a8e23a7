package io.bellbuoy.engine.window;

import java.util.Collection;

/**
 * The time grid that several aligned windows share: every start and end of them lies on it, so each window is a whole
 * number of slices (Li et al., "No pane, no gain", 2005; Carbone et al., "Cutty", 2016). Milliseconds.
 *
 * @param width the length of a slice
 */
public record SliceGrid(long width) {

    /** The coarsest grid of all windows: the greatest common divisor of their sizes, distances and offsets. */
    public static SliceGrid of(Collection<AlignedWindows> windows) {
        long width = 0;
        for (AlignedWindows window : windows) {
            width = gcd(gcd(gcd(width, window.size()), window.every()), window.offset());
        }
        return new SliceGrid(width);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** The slice that an instant lies in. */
    public long sliceOf(long time) {
        return Math.floorDiv(time, width);
    }

    /** The first instant of a slice. */
    public long startOf(long slice) {
        return slice * width;
    }
}
