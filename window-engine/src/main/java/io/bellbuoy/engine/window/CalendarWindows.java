package io.bellbuoy.engine.window;

/**
 * Windows of a number of neighbouring calendar cells, one that begins with each cell. Of days in Berlin, two at a time, the
 * instant 2026-03-29T12:00+02:00 lies in [03-28T00:00+01:00, 03-30T00:00+02:00), which has 47 hours, and in
 * [03-29T00:00+01:00, 03-31T00:00+02:00). A day that a zone has skipped is no cell, and so is not counted.
 *
 * @param cells the cells
 * @param count how many of them a window has; 1 for tumbling windows
 */
public record CalendarWindows(CalendarCells cells, int count) implements AlignedWindows {

    @Override
    public long firstStart(long time) {
        return back(cells.startOf(time), count - 1);
    }

    @Override
    public long firstEnd(long time) {
        return cells.endOf(time);
    }

    @Override
    public long lastEnd(long time) {
        long end = cells.endOf(time);
        for (int i = 1; i < count; i++) {
            end = cells.endOf(end);
        }
        return end;
    }

    @Override
    public long endAfter(long time) {
        return cells.endOf(time);
    }

    @Override
    public long endUpTo(long time) {
        return cells.startOf(time);
    }

    @Override
    public long nextEnd(long end) {
        return cells.endOf(end);
    }

    @Override
    public long startOf(long end) {
        return back(end, count);
    }

    private long back(long bound, int steps) {
        long start = bound;
        for (int i = 0; i < steps; i++) {
            start = cells.startOf(start - 1);
        }
        return start;
    }

    @Override
    public CalendarCells grid() {
        return cells;
    }
}
