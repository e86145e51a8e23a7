package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.aggregate.ColumnStates;
import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The totals of a window: the columns' states, and where its records lie. Reused between windows; single-threaded. */
public final class Totals implements ColumnStates {

    private final Columns columns;
    private final int[] some;
    private final int[] counted;
    private final StateRows row;

    /** @param columns the columns of the state it is taken from */
    public Totals(Columns columns) {
        this(columns, columns.all());
    }

    /** @param some the positions of the columns that are added up; the others stay without data */
    Totals(Columns columns, int[] some) {
        this.columns = columns;
        this.some = some;
        this.counted = IntStream.of(some).filter(columns::isCounted).toArray();
        this.row = new StateRows(1, columns.size());
    }

    /** Forgets everything. */
    public void clear() {
        row.clear(0);
    }

    void merge(StateRows more, int moreRow) {
        columns.mergeInto(row, 0, more, moreRow, some);
    }

    void add(@Nullable Object[] event, long time, long offset) {
        columns.addInto(row, 0, event, time, offset, some);
    }

    /** The positions of the columns that are counted over all events of the window, of those that it takes. */
    int[] counted() {
        return counted;
    }

    /** Sets the number of different values of such a column. */
    void count(int column, long different) {
        row.set(0, column, BigDecimal.valueOf(different));
    }

    /** What was added up, in one row. */
    StateRows row() {
        return row;
    }

    /** Whether no event counted. */
    public boolean isEmpty() {
        return row.lastOffset(0) < 0;
    }

    @Override
    public @Nullable Object state(int column) {
        return columns.get(row, 0, column);
    }

    @Override
    public double number(int column) {
        return row.number(0, column);
    }

    /** The smallest offset that counted. */
    public long firstOffset() {
        return row.firstOffset(0);
    }

    /** The largest offset that counted; -1 if none did. */
    public long lastOffset() {
        return row.lastOffset(0);
    }
}
