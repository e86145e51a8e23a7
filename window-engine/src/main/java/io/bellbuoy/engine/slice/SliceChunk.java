package io.bellbuoy.engine.slice;

import org.jspecify.annotations.Nullable;

/** Some neighbouring slices of one key, stored together. Immutable. */
final class SliceChunk {

    /** How many slices a chunk holds. */
    static final int SLICES = 16;

    /** The pre-aggregated events of one slice: the columns' states and the range of their offsets. */
    record Slice(@Nullable Object[] states, long firstOffset, long lastOffset) {}

    private final @Nullable Slice[] slices;

    SliceChunk(@Nullable Slice[] slices) {
        this.slices = slices;
    }

    static SliceChunk empty() {
        return new SliceChunk(new Slice[SLICES]);
    }

    static long chunkOf(long slice) {
        return Math.floorDiv(slice, SLICES);
    }

    static int indexOf(long slice) {
        return Math.floorMod(slice, SLICES);
    }

    /** The slice at an index of the chunk, or null if no event fell into it. */
    @Nullable Slice at(int index) {
        return slices[index];
    }

    /** The chunk with one slice replaced. */
    SliceChunk with(int index, Slice slice) {
        @Nullable Slice[] next = slices.clone();
        next[index] = slice;
        return new SliceChunk(next);
    }

    /** The index of the last slice that holds events. */
    int lastIndex() {
        for (int i = SLICES - 1; i > 0; i--) {
            if (slices[i] != null) {
                return i;
            }
        }
        return 0;
    }
}
