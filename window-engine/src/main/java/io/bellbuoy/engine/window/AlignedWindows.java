package io.bellbuoy.engine.window;

import java.time.Duration;

/**
 * The arithmetic of windows that lie on a grid of time, whichever key they are of: {@link FixedWindows} of the epoch's grid
 * and {@link CalendarWindows} of a time zone. Each instant lies in at least one window; windows are in the same order by
 * their starts and by their ends, and no two have the same end. All values are milliseconds since the epoch.
 *
 * <p>The examples are of fixed windows of size 10, every 5, where the instant 12 lies in [5, 15) and [10, 20).
 */
public sealed interface AlignedWindows permits FixedWindows, CalendarWindows {

    /** The windows of a declaration. */
    static AlignedWindows of(WindowSpec.OnGrid spec) {
        if (spec instanceof WindowSpec.Calendar calendar) {
            return new CalendarWindows(CalendarCells.of(calendar), calendar.cells());
        }
        WindowSpec.Aligned aligned = (WindowSpec.Aligned) spec;
        return new FixedWindows(millis(aligned.size()), millis(aligned.every()), millis(aligned.offset()));
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }

    /** The earliest start of a window that contains an instant: 5 for the instant 12. */
    long firstStart(long time);

    /** The end of the window that contains an instant and ends first: 15 for the instant 12. */
    long firstEnd(long time);

    /** The end of the window that contains an instant and ends last: 20 for the instant 12. */
    long lastEnd(long time);

    /** The first end after an instant: 15 for the instants 10 to 14. */
    long endAfter(long time);

    /** The last end at or before an instant: 10 for the instants 10 to 14. */
    long endUpTo(long time);

    /** The end that follows an end: 20 after 15. */
    long nextEnd(long end);

    /** The start of the window of an end: 5 for 15. */
    long startOf(long end);

    /** How many windows end from one end up to another: 3 from 15 to 25. */
    default long count(long firstEnd, long lastEnd) {
        long count = 0;
        for (long end = firstEnd; end <= lastEnd; end = nextEnd(end)) {
            count++;
        }
        return count;
    }

    /** The window of an end: [5, 15) for 15. */
    default Window endingAt(long end) {
        return new Window(startOf(end), end);
    }

    /** The coarsest grid on which every start and end lies. */
    SliceGrid grid();
}
