package io.bellbuoy.engine.slice;

import java.util.BitSet;

/**
 * The columns of a state that those who look at the same windows read: a state may have many more, for others, which need
 * not be added up for them. Where a column may fail all are read, so that it fails whoever looks first.
 */
public final class ReadColumns {

    private final Columns columns;
    private final BitSet read = new BitSet();

    /** @param columns those of the state */
    public ReadColumns(Columns columns) {
        this.columns = columns;
        if (columns.mayFail()) {
            read.set(0, columns.size());
        }
    }

    /** Adds some; returns whether one of them was not read before. */
    public boolean add(int[] positions) {
        int before = read.cardinality();
        for (int position : positions) {
            read.set(position);
        }
        return read.cardinality() > before;
    }

    int[] positions() {
        return read.stream().toArray();
    }

    /** New totals of these columns. */
    public Totals totals() {
        return new Totals(columns, positions());
    }
}
