package io.bellbuoy.engine.window;

import java.util.Collection;

/**
 * The time grid that several aligned windows share: every start and end of them lies on it, so each window is a whole
 * number of slices (Li et al., "No pane, no gain", 2005; Carbone et al., "Cutty", 2016). Slices are numbered in the order of
 * time, perhaps with gaps. Milliseconds.
 */
public sealed interface SliceGrid permits EvenSlices, CalendarCells {

    /** The coarsest grid of all windows. Calendar windows share one only if they are of the same cells. */
    static SliceGrid of(Collection<AlignedWindows> windows) {
        SliceGrid grid = null;
        for (AlignedWindows window : windows) {
            SliceGrid next = window.grid();
            if (grid instanceof EvenSlices a && next instanceof EvenSlices b) {
                grid = a.shared(b);
            } else if (grid == null || grid.equals(next)) {
                grid = next;
            } else {
                throw new IllegalArgumentException("The grids of " + windows + " have nothing in common.");
            }
        }
        if (grid == null) {
            throw new IllegalArgumentException("A grid is that of at least one window.");
        }
        return grid;
    }

    /** The slice that an instant lies in. */
    long sliceOf(long time);

    /** The first instant of a slice. */
    long startOf(long slice);

    /** The first instant after a slice. */
    long endOf(long slice);

    /** The largest number that a slice may have which ends at or before an instant of the grid. */
    long lastBefore(long end);

    /** A text that differs where stored slices cannot serve. */
    String identity();
}
