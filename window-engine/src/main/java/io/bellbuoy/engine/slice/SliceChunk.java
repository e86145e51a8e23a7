package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Some neighbouring slices of one key, stored together: for each slice that holds events the columns' states and the
 * range of the events' offsets. Not changed once it is in state.
 */
final class SliceChunk {

    /** How many slices a chunk holds. */
    static final int SLICES = 16;

    private final StateRows rows;
    private final long[] offsets;
    private int present;

    private SliceChunk(StateRows rows, long[] offsets, int present) {
        this.rows = rows;
        this.offsets = offsets;
        this.present = present;
    }

    static long chunkOf(long slice) {
        return Math.floorDiv(slice, SLICES);
    }

    static int indexOf(long slice) {
        return Math.floorMod(slice, SLICES);
    }

    private static SliceChunk empty(Columns columns) {
        return new SliceChunk(new StateRows(SLICES, columns.size()), new long[2 * SLICES], 0);
    }

    /** The chunk after one more event; null stands for no event so far. */
    static SliceChunk add(
            @Nullable SliceChunk before, Columns columns, int index, @Nullable Object[] event, long offset) {
        SliceChunk next = before == null
                ? empty(columns)
                : new SliceChunk(before.rows.copy(), before.offsets.clone(), before.present);
        columns.addInto(next.rows, index, event);
        boolean first = !next.holds(index);
        next.offsets[2 * index] = first ? offset : Math.min(next.offsets[2 * index], offset);
        next.offsets[2 * index + 1] = first ? offset : Math.max(next.offsets[2 * index + 1], offset);
        next.present |= 1 << index;
        return next;
    }

    /** Whether a slice holds events. */
    boolean holds(int index) {
        return (present >>> index & 1) != 0;
    }

    /** The index of the first slice from an index on that holds events, or {@link #SLICES}. */
    int firstHeld(int from) {
        return Math.min(SLICES, from + Integer.numberOfTrailingZeros(present >>> from));
    }

    /** The index of the last slice that holds events. */
    int lastHeld() {
        return 31 - Integer.numberOfLeadingZeros(present);
    }

    /** Adds the totals of a range of slices. */
    void total(int from, int to, Totals into) {
        for (int i = firstHeld(from); i <= to; i = firstHeld(i + 1)) {
            into.merge(rows, i, offsets[2 * i], offsets[2 * i + 1]);
        }
    }

    void write(Columns columns, StateOutput out) {
        columns.writeNames(out);
        out.writeUnsigned(present);
        for (int i = firstHeld(0); i < SLICES; i = firstHeld(i + 1)) {
            columns.write(rows, i, out);
            out.writeUnsigned(offsets[2 * i]);
            out.writeUnsigned(offsets[2 * i + 1] - offsets[2 * i]);
        }
    }

    static SliceChunk read(Columns columns, StateInput in) {
        Columns.Stored stored = columns.readNames(in);
        SliceChunk chunk = empty(columns);
        chunk.present = (int) in.readUnsigned();
        for (int i = chunk.firstHeld(0); i < SLICES; i = chunk.firstHeld(i + 1)) {
            stored.read(in, chunk.rows, i);
            chunk.offsets[2 * i] = in.readUnsigned();
            chunk.offsets[2 * i + 1] = chunk.offsets[2 * i] + in.readUnsigned();
        }
        return chunk;
    }
}
