package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.state.KeyState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of points of one busy key in the order of time, with what is known of them all: the running sums of what adds up,
 * and how values recur where different ones are counted. Each of them keeps something for each chunk at the chunk's index. Part
 * of the heap alone: nothing of it is stored. Single-threaded.
 */
final class PointIndex implements KeyState.Derived {

    /** With fewer chunks it is as fast to look at each. */
    static final int WORTHWHILE = 3;

    private final KeyState key;
    private final int kind;

    /** The chunks, from {@link #head} on, and the times of their first points. */
    private @Nullable PointChunk[] chunks = new PointChunk[8];

    private long[] starts = new long[8];
    private int head;
    private int end;

    private final PrefixSums sums;
    /** By column; null for one that is not counted. */
    private final @Nullable Recurrences[] recurrences;

    private final List<Recurrences> counted = new ArrayList<>();

    /** @param kind the kind of the cells that hold the chunks */
    PointIndex(KeyState key, int kind, Columns columns) {
        this.key = key;
        this.kind = kind;
        this.sums = new PrefixSums(this, columns);
        this.recurrences = new Recurrences[columns.size()];
        for (int i = 0; i < recurrences.length; i++) {
            if (columns.isCounted(i)) {
                Recurrences made = new Recurrences(this, columns, i);
                recurrences[i] = made;
                counted.add(made);
            }
        }
        for (int i = key.seek(kind, Long.MIN_VALUE); key.isOf(kind, i); i++) {
            PointChunk chunk = (PointChunk) key.valueAt(i);
            if (chunk != null) {
                insert(end, key.chunkAt(i), chunk);
            }
        }
    }

    @Override
    public void changed(long start) {
        PointChunk chunk = (PointChunk) key.get(kind, start);
        int found = Arrays.binarySearch(starts, head, end, start);
        if (chunk == null) {
            if (found >= 0) {
                remove(found);
            }
        } else if (found >= 0) {
            replace(found, chunk);
        } else {
            insert(-found - 1, start, chunk);
        }
    }

    private void replace(int at, PointChunk chunk) {
        PointChunk before = chunk(at);
        chunks[at] = chunk;
        sums.replaced(at);
        counted.forEach(each -> each.replaced(at, before));
    }

    private void remove(int at) {
        counted.forEach(each -> each.removing(at, end));
        if (at == head) {
            chunks[head++] = null;
            if (head == end) {
                head = 0;
                end = 0;
            }
        } else {
            System.arraycopy(chunks, at + 1, chunks, at, end - at - 1);
            System.arraycopy(starts, at + 1, starts, at, end - at - 1);
            chunks[--end] = null;
        }
        sums.removed(at);
    }

    private void insert(int at, long start, PointChunk chunk) {
        int index = at;
        if (end == starts.length) {
            index -= head;
            makeRoom();
        }
        System.arraycopy(chunks, index, chunks, index + 1, end - index);
        System.arraycopy(starts, index, starts, index + 1, end - index);
        chunks[index] = chunk;
        starts[index] = start;
        end++;
        sums.inserted(index);
        for (Recurrences each : counted) {
            each.inserted(index, end);
        }
    }

    private void makeRoom() {
        int size = end - head;
        int room = 8 + 2 * size;
        chunks = Arrays.copyOf(Arrays.copyOfRange(chunks, head, end), room);
        starts = Arrays.copyOf(Arrays.copyOfRange(starts, head, end), room);
        sums.move(head, end, room);
        counted.forEach(each -> each.move(head, end, room));
        end = size;
        head = 0;
    }

    /** The running sums. */
    PrefixSums sums() {
        return sums;
    }

    /** How the values of a column recur; null if it is not one of different values. */
    @Nullable
    Recurrences recurrences(int column) {
        return recurrences[column];
    }

    /** The index of the first chunk, if there is any. */
    int head() {
        return head;
    }

    /** The index behind that of the last chunk. */
    int end() {
        return end;
    }

    /** The index of the last chunk that begins at or before a time; one less than that of the first if there is none. */
    int floor(long time) {
        int found = Arrays.binarySearch(starts, head, end, time);
        return found >= 0 ? found : -found - 2;
    }

    /** The index of the chunk that a point belongs to: the last that begins at or before it, else the first. */
    int home(long time) {
        return Math.max(head, floor(time));
    }

    /** The time of a chunk's first point. */
    long start(int index) {
        return starts[index];
    }

    /** Whether an index is that of a chunk. */
    boolean isChunk(int index) {
        return index >= head && index < end;
    }

    /** The chunk of an index. */
    PointChunk chunk(int index) {
        return Objects.requireNonNull(chunks[index]);
    }

    /** Which point of a chunk has a time and an offset; -1 if there is no such chunk, or none of its points does. */
    int point(int at, long offset, long time) {
        if (isChunk(at)) {
            PointChunk chunk = chunk(at);
            for (int i = chunk.firstAfter(time) - 1; i >= 0 && chunk.time(i) == time; i--) {
                if (chunk.offset(i) == offset) {
                    return i;
                }
            }
        }
        return -1;
    }
}
