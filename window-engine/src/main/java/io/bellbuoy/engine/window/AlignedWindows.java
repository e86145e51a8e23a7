package io.bellbuoy.engine.window;

/**
 * The arithmetic of aligned windows {@code [start, start + size)} that start at {@code offset + k * every}. With size
 * 10, every 5, offset 0, the instant 12 lies in [5, 15) and [10, 20). All values are milliseconds.
 *
 * @param size the length of a window, a multiple of {@code every}
 * @param every the distance between starts; equal to the size for tumbling windows
 * @param offset the start of a window, 0 to {@code every - 1}
 */
public record AlignedWindows(long size, long every, long offset) {

    /** The windows of a declaration. */
    public static AlignedWindows of(WindowSpec.Aligned spec) {
        return new AlignedWindows(
                spec.size().toMillis(), spec.every().toMillis(), spec.offset().toMillis());
    }

    /** The latest start at or before an instant: 10 for the instant 12 above. */
    public long lastStart(long time) {
        return time - Math.floorMod(time - offset, every);
    }

    /** The earliest start of a window that contains an instant: 5 for the instant 12 above. */
    public long firstStart(long time) {
        return lastStart(time - size) + every;
    }

    /** The end of the window that contains an instant and ends first: 15 for the instant 12 above. */
    public long firstEnd(long time) {
        return firstStart(time) + size;
    }

    /** The end of the window that contains an instant and ends last: 20 for the instant 12 above. */
    public long lastEnd(long time) {
        return lastStart(time) + size;
    }

    /** The first end after an instant: 15 for the instants 10 to 14 above. */
    public long endAfter(long time) {
        return lastStart(time - size) + every + size;
    }

    /** The window of an end. */
    public Window endingAt(long end) {
        return new Window(end - size, end);
    }
}
