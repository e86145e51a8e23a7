package io.bellbuoy.engine.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one key, sorted by kind and chunk. Read freely; changes go through {@link TaskState#put}. Positions are
 * valid until the next change. Single-threaded: it belongs to its task.
 */
public final class KeyState {

    private final StateKey key;
    private Cell[] cells = new Cell[2];
    private int size;
    /** The position found last: an event asks for the same few cells again and again. */
    private int last;

    /** What was derived from cells, of few kinds if of any: a list, which is asked with each event. */
    private @Nullable Derivation derivations;

    /** Something that was made of all cells of a kind, to be asked instead of them. It is on the heap alone. */
    public interface Derived {

        /** The value of a cell has changed, or was removed. */
        void changed(long chunk);
    }

    private record Derivation(
            int kind, Derived of, @Nullable Derivation next) {}

    // ---- for the table of keys

    final int space;
    final String text;
    final int hash;

    @Nullable
    KeyState next;

    boolean used;

    /** The last epoch that changed any cell; the key may leave the heap when that epoch is stored. */
    int lastEpoch;

    /** When the key is to be woken, as registered. */
    long eventsWakeAt = CellType.NEVER;

    long timersWakeAt = CellType.NEVER;

    /** Its places in the queues of timers; null until they are first set. */
    TimerQueue.@Nullable Timer events;

    TimerQueue.@Nullable Timer timers;

    KeyState(StateKey key) {
        this.key = key;
        this.space = key.space();
        this.text = key.key();
        this.hash = KeyTable.hash(space, text);
    }

    /** The key. */
    public StateKey key() {
        return key;
    }

    /** Whether it holds no value. */
    public boolean isEmpty() {
        for (int i = 0; i < size; i++) {
            if (cells[i].value != null) {
                return false;
            }
        }
        return true;
    }

    /** The value of a cell, or null if there is none. */
    public @Nullable Object get(int kind, long chunk) {
        int position = find(kind, chunk);
        return position < 0 ? null : cells[position].value;
    }

    /** The number of positions, some of which may hold no value. */
    public int size() {
        return size;
    }

    /** The first position whose cell is of this kind and whose chunk is not below this one; perhaps {@link #size()}. */
    public int seek(int kind, long chunk) {
        int position = find(kind, chunk);
        return position < 0 ? -position - 1 : position;
    }

    /** Whether there is a cell at that position, and it is of this kind. */
    public boolean isOf(int kind, int position) {
        return position >= 0 && position < size && cells[position].kind == kind;
    }

    /** The kind of the cell at a position. */
    public int cellAt(int position) {
        return cells[position].kind;
    }

    /** The chunk of the cell at a position. */
    public long chunkAt(int position) {
        return cells[position].chunk;
    }

    /** The value at a position; null if it was removed in this batch. */
    public @Nullable Object valueAt(int position) {
        return cells[position].value;
    }

    /** The cell at a position. */
    Cell at(int position) {
        return cells[position];
    }

    /** What was derived from the cells of a kind, if anything of that class was. */
    public <T extends Derived> @Nullable T derived(int kind, Class<T> type) {
        for (Derivation at = derivations; at != null; at = at.next) {
            if (at.kind == kind && at.of.getClass() == type) {
                return type.cast(at.of);
            }
        }
        return null;
    }

    /** Keeps something for a kind of cells in place of what has its class, and tells it of each change from now on. */
    public void derive(int kind, Derived of) {
        Derivation others = null;
        for (Derivation at = derivations; at != null; at = at.next) {
            if (at.kind != kind || at.of.getClass() != of.getClass()) {
                others = new Derivation(at.kind, at.of, others);
            }
        }
        derivations = new Derivation(kind, of, others);
    }

    /** Sets the value of one of its cells. */
    void set(Cell cell, @Nullable Object value) {
        cell.value = value;
        for (Derivation at = derivations; at != null; at = at.next) {
            if (at.kind == cell.kind) {
                at.of.changed(cell.chunk);
            }
        }
    }

    /** Forgets what was derived from its cells: they have changed all over. */
    void forgetDerived() {
        derivations = null;
    }

    /** Adds a stored cell while the key is loaded. */
    public void restore(int kind, long chunk, Object value) {
        place(kind, chunk).value = value;
    }

    /** A cell, made without a value if it was missing. */
    Cell place(int kind, long chunk) {
        int found = find(kind, chunk);
        if (found >= 0) {
            return cells[found];
        }
        int position = -found - 1;
        if (size == cells.length) {
            cells = Arrays.copyOf(cells, size + 2 + (size >> 1));
        }
        System.arraycopy(cells, position, cells, position + 1, size - position);
        cells[position] = new Cell(this, kind, chunk);
        size++;
        return cells[position];
    }

    /** Gives up the places of cells without a value. */
    void compact() {
        int to = 0;
        for (int from = 0; from < size; from++) {
            if (cells[from].value != null) {
                cells[to++] = cells[from];
            }
        }
        Arrays.fill(cells, to, size, null);
        size = to;
    }

    private int find(int kind, long chunk) {
        if (last < size && cells[last].chunk == chunk && cells[last].kind == kind) {
            return last;
        }
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Cell cell = cells[middle];
            int order = Integer.compare(cell.kind, kind);
            if (order == 0) {
                order = Long.compare(cell.chunk, chunk);
            }
            if (order == 0) {
                last = middle;
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
