package io.bellbuoy.engine.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of cells with a value each, in parallel arrays: a batch may change hundreds of thousands. */
public final class CellList {

    /** Receives cells. */
    @FunctionalInterface
    public interface Visitor {
        /** @param value the value, or null if the cell was removed */
        void visit(KeyState key, int cell, long chunk, @Nullable Object value);
    }

    private final List<KeyState> keys = new ArrayList<>();
    private int[] cells = new int[16];
    private long[] chunks = new long[16];
    private @Nullable Object[] values = new Object[16];

    void add(KeyState key, int cell, long chunk, @Nullable Object value) {
        int size = keys.size();
        if (size == cells.length) {
            cells = Arrays.copyOf(cells, size * 2);
            chunks = Arrays.copyOf(chunks, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        keys.add(key);
        cells[size] = cell;
        chunks[size] = chunk;
        values[size] = value;
    }

    /** The number of cells. */
    public int size() {
        return keys.size();
    }

    /** Whether it has none. */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The key at an index. */
    public KeyState key(int index) {
        return keys.get(index);
    }

    /** The kind of the cell at an index. */
    public int cell(int index) {
        return cells[index];
    }

    /** The chunk of the cell at an index. */
    public long chunk(int index) {
        return chunks[index];
    }

    /** The value at an index; null for a removed cell. */
    public @Nullable Object value(int index) {
        return values[index];
    }

    /** Visits all in the order they were added. */
    public void forEach(Visitor visitor) {
        for (int i = 0; i < keys.size(); i++) {
            visitor.visit(keys.get(i), cells[i], chunks[i], values[i]);
        }
    }

    void setValue(int index, @Nullable Object value) {
        values[index] = value;
    }

    void truncate(int size) {
        for (int i = keys.size() - 1; i >= size; i--) {
            keys.remove(i);
            values[i] = null;
        }
    }
}
