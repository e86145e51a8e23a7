package io.bellbuoy.engine.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of cells with a value each: a batch may change hundreds of thousands. */
public final class CellList {

    /** Receives cells. */
    @FunctionalInterface
    public interface Visitor {
        /** @param value the value, or null if the cell was removed */
        void visit(KeyState key, int cell, long chunk, @Nullable Object value);
    }

    private final List<Cell> cells = new ArrayList<>();
    private final List<@Nullable Object> values = new ArrayList<>();

    void add(Cell cell, @Nullable Object value) {
        cells.add(cell);
        values.add(value);
    }

    /** The number of cells. */
    public int size() {
        return cells.size();
    }

    /** Whether it has none. */
    public boolean isEmpty() {
        return cells.isEmpty();
    }

    /** The key at an index. */
    public KeyState key(int index) {
        return cells.get(index).key;
    }

    /** The kind of the cell at an index. */
    public int cell(int index) {
        return cells.get(index).kind;
    }

    /** The chunk of the cell at an index. */
    public long chunk(int index) {
        return cells.get(index).chunk;
    }

    /** The value at an index; null for a removed cell. */
    public @Nullable Object value(int index) {
        return values.get(index);
    }

    /** Visits all in the order they were added. */
    public void forEach(Visitor visitor) {
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            visitor.visit(cell.key, cell.kind, cell.chunk, values.get(i));
        }
    }

    Cell get(int index) {
        return cells.get(index);
    }

    void clear() {
        cells.clear();
        values.clear();
    }

    /** Forgets all but the first ones. */
    void truncate(int size) {
        cells.subList(size, cells.size()).clear();
        values.subList(size, values.size()).clear();
    }
}
