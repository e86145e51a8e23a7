package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import org.jspecify.annotations.Nullable;

/**
 * Some neighbouring slices of one key, stored together: a row of states for each slice that holds events, in the order of
 * time. Most keys have few, so a chunk is small. Immutable.
 */
final class SliceChunk extends StateRows {

    /** How many slices a chunk spans. */
    static final int SLICES = 16;

    /** A bit for each slice: whether it holds events, and so has a row. */
    private final int present;

    private SliceChunk(int present, int width) {
        super(Integer.bitCount(present), width);
        this.present = present;
    }

    /** A copy. */
    private SliceChunk(SliceChunk before) {
        super(before);
        this.present = before.present;
    }

    /** A copy with a row for a slice that held no events. */
    private SliceChunk(SliceChunk before, int index) {
        super(before, before.rowOf(index));
        this.present = before.present | 1 << index;
    }

    static long chunkOf(long slice) {
        return Math.floorDiv(slice, SLICES);
    }

    static int indexOf(long slice) {
        return Math.floorMod(slice, SLICES);
    }

    /** The chunk after one more event; null stands for no event so far. */
    static SliceChunk add(
            @Nullable SliceChunk before, Columns columns, int index, @Nullable Object[] event, long time, long offset) {
        SliceChunk next;
        if (before == null) {
            next = new SliceChunk(1 << index, columns.size());
        } else {
            next = before.holds(index) ? new SliceChunk(before) : new SliceChunk(before, index);
        }
        columns.addInto(next, next.rowOf(index), event, time, offset);
        return next;
    }

    /** The row of a slice, or where it would be. */
    private int rowOf(int index) {
        return Integer.bitCount(present & (1 << index) - 1);
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
        return lastHeld(SLICES - 1);
    }

    /** The index of the last slice up to an index that holds events, or -1. */
    int lastHeld(int upTo) {
        return 31 - Integer.numberOfLeadingZeros(present & (2 << upTo) - 1);
    }

    /** The row of the first slice from an index on that holds events, or the number of rows. */
    int firstRow(int from) {
        return rowOf(from);
    }

    /** The row behind that of the last slice up to an index that holds events. */
    int endRow(int upTo) {
        return rowOf(upTo + 1);
    }

    /** Adds the totals of a range of slices. */
    void total(int from, int to, Totals into) {
        int end = endRow(to);
        for (int row = firstRow(from); row < end; row++) {
            into.merge(this, row);
        }
    }

    /** Merges some columns of a slice that holds events into a row. */
    void mergeInto(Columns columns, StateRows into, int row, int index, int[] some) {
        columns.mergeInto(into, row, this, rowOf(index), some);
    }

    void write(Columns columns, StateOutput out) {
        columns.writeNames(out);
        out.writeUnsigned(present);
        for (int row = 0; row < rows(); row++) {
            columns.write(this, row, out);
        }
    }

    static SliceChunk read(Columns columns, StateInput in) {
        Columns.Stored stored = columns.readNames(in);
        int present = (int) in.readUnsigned();
        SliceChunk chunk = new SliceChunk(present, columns.size());
        for (int row = 0; row < chunk.rows(); row++) {
            stored.read(in, chunk, row);
        }
        return chunk;
    }
}
