package io.bellbuoy.engine.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one key, sorted by kind and chunk. Read freely; changes go through {@link TaskState#put}. Positions are
 * valid until the next change. Single-threaded: it belongs to its task.
 */
public final class KeyState {

    private final StateKey key;
    private int[] cells = new int[2];
    private long[] chunks = new long[2];
    private @Nullable Object[] values = new Object[2];
    /** The batch that last changed the cell: the first change of a batch is noted, later ones are not. */
    private int[] batches = new int[2];
    /** The checkpoint epoch that last changed the cell, likewise. */
    private int[] epochs = new int[2];

    private int size;
    private int removed;

    /** The last epoch that changed any cell; the key may leave the heap when that epoch is stored. */
    int lastEpoch;

    /** When the key is to be woken, as registered. */
    long eventsWakeAt = CellType.NEVER;

    long timersWakeAt = CellType.NEVER;

    KeyState(StateKey key) {
        this.key = key;
    }

    /** The key. */
    public StateKey key() {
        return key;
    }

    /** Whether it holds no cell. */
    public boolean isEmpty() {
        return size == removed;
    }

    /** The value of a cell, or null if there is none. */
    public @Nullable Object get(int cell, long chunk) {
        int position = find(cell, chunk);
        return position < 0 ? null : values[position];
    }

    /** The number of positions, some of which may hold no value. */
    public int size() {
        return size;
    }

    /** The first position whose cell is of this kind and whose chunk is not below this one; perhaps {@link #size()}. */
    public int seek(int cell, long chunk) {
        int position = find(cell, chunk);
        return position < 0 ? -position - 1 : position;
    }

    /** Whether there is a cell at that position, and it is of this kind. */
    public boolean isOf(int cell, int position) {
        return position >= 0 && position < size && cells[position] == cell;
    }

    /** The kind of the cell at a position. */
    public int cellAt(int position) {
        return cells[position];
    }

    /** The chunk of the cell at a position. */
    public long chunkAt(int position) {
        return chunks[position];
    }

    /** The value at a position; null if it was removed in this batch. */
    public @Nullable Object valueAt(int position) {
        return values[position];
    }

    /** Adds a stored cell while the key is loaded. */
    public void restore(int cell, long chunk, Object value) {
        set(place(cell, chunk), value);
    }

    @Nullable Object set(int position, @Nullable Object value) {
        Object old = values[position];
        removed += (value == null ? 1 : 0) - (old == null ? 1 : 0);
        values[position] = value;
        return old;
    }

    /** The position of a cell, made if it was missing (then it counts as removed until it is set). */
    int place(int cell, long chunk) {
        int found = find(cell, chunk);
        if (found >= 0) {
            return found;
        }
        int position = -found - 1;
        grow();
        int moved = size - position;
        System.arraycopy(cells, position, cells, position + 1, moved);
        System.arraycopy(chunks, position, chunks, position + 1, moved);
        System.arraycopy(values, position, values, position + 1, moved);
        System.arraycopy(batches, position, batches, position + 1, moved);
        System.arraycopy(epochs, position, epochs, position + 1, moved);
        cells[position] = cell;
        chunks[position] = chunk;
        values[position] = null;
        batches[position] = -1;
        epochs[position] = -1;
        size++;
        removed++;
        return position;
    }

    /** Notes that the cell at a position changed in a batch; false if that was known. */
    boolean noteBatch(int position, int batch) {
        boolean isNew = batches[position] != batch;
        batches[position] = batch;
        return isNew;
    }

    /** Notes that the cell at a position changed in an epoch; false if that was known. */
    boolean noteEpoch(int position, int epoch) {
        boolean isNew = epochs[position] != epoch;
        epochs[position] = epoch;
        lastEpoch = Math.max(lastEpoch, epoch);
        return isNew;
    }

    /** Gives up the places of removed cells. */
    void compact() {
        if (removed == 0) {
            return;
        }
        int to = 0;
        for (int from = 0; from < size; from++) {
            if (values[from] != null) {
                cells[to] = cells[from];
                chunks[to] = chunks[from];
                values[to] = values[from];
                batches[to] = batches[from];
                epochs[to] = epochs[from];
                to++;
            }
        }
        Arrays.fill(values, to, size, null);
        size = to;
        removed = 0;
    }

    private int find(int cell, long chunk) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compare(cells[middle], cell);
            if (order == 0) {
                order = Long.compare(chunks[middle], chunk);
            }
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    private void grow() {
        if (size < cells.length) {
            return;
        }
        int capacity = size + 2 + (size >> 1);
        cells = Arrays.copyOf(cells, capacity);
        chunks = Arrays.copyOf(chunks, capacity);
        values = Arrays.copyOf(values, capacity);
        batches = Arrays.copyOf(batches, capacity);
        epochs = Arrays.copyOf(epochs, capacity);
    }
}
