package io.bellbuoy.engine.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A list of cells with a value each: a batch may change hundreds of thousands. */
public final class CellList {

    /** Receives cells. */
    @FunctionalInterface
    public interface Visitor {
        /** @param value the value, or null if the cell was removed */
        void visit(KeyState key, int cell, long chunk, @Nullable Object value);
    }

    private Cell[] cells = new Cell[16];
    private @Nullable Object[] values = new Object[16];
    private int size;

    void add(Cell cell, @Nullable Object value) {
        if (size == cells.length) {
            cells = Arrays.copyOf(cells, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        cells[size] = cell;
        values[size++] = value;
    }

    /** The number of cells. */
    public int size() {
        return size;
    }

    /** Whether it has none. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The key at an index. */
    public KeyState key(int index) {
        return cells[index].key;
    }

    /** The kind of the cell at an index. */
    public int cell(int index) {
        return cells[index].kind;
    }

    /** The chunk of the cell at an index. */
    public long chunk(int index) {
        return cells[index].chunk;
    }

    /** The value at an index; null for a removed cell. */
    public @Nullable Object value(int index) {
        return values[index];
    }

    Cell get(int index) {
        return cells[index];
    }

    void clear() {
        truncate(0);
    }

    /** Forgets all but the first ones. */
    void truncate(int newSize) {
        Arrays.fill(cells, newSize, size, null);
        Arrays.fill(values, newSize, size, null);
        size = newSize;
    }
}
