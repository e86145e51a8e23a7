package io.bellbuoy.engine.slice;

import org.jspecify.annotations.Nullable;

/** The totals of a window: the columns' states, and where its records lie. Reused between windows; single-threaded. */
public final class Totals {

    private final Columns columns;
    private final StateRows row;
    private long firstOffset;
    private long lastOffset;

    /** @param columns the columns of the state it is taken from */
    public Totals(Columns columns) {
        this.columns = columns;
        this.row = new StateRows(1, columns.size());
        clear();
    }

    /** Forgets everything. */
    public void clear() {
        row.clear();
        firstOffset = Long.MAX_VALUE;
        lastOffset = -1;
    }

    void merge(StateRows more, int moreRow, long first, long last) {
        columns.mergeInto(row, 0, more, moreRow);
        cover(first, last);
    }

    void merge(@Nullable Object[] more, long first, long last) {
        columns.mergeInto(row, 0, more);
        cover(first, last);
    }

    void add(@Nullable Object[] event, long offset) {
        columns.addInto(row, 0, event);
        cover(offset, offset);
    }

    private void cover(long first, long last) {
        firstOffset = Math.min(firstOffset, first);
        lastOffset = Math.max(lastOffset, last);
    }

    /** Whether no event counted. */
    public boolean isEmpty() {
        return lastOffset < 0;
    }

    /** The state of a column, or null. */
    public @Nullable Object state(int column) {
        return columns.get(row, 0, column);
    }

    /** The smallest offset that counted. */
    public long firstOffset() {
        return firstOffset;
    }

    /** The largest offset that counted; -1 if none did. */
    public long lastOffset() {
        return lastOffset;
    }
}
