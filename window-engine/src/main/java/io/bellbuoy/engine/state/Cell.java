package io.bellbuoy.engine.state;

import org.jspecify.annotations.Nullable;

/**
 * A place for one value of a key. An object of its own, so that journal, changes and checkpoints hold it and need not
 * look it up again.
 */
final class Cell {

    final KeyState key;
    final int kind;
    final long chunk;

    /** What its kind means; null until it is first needed. */
    @Nullable
    CellType<Object> type;

    /** The value; null if it was removed, or not set yet. */
    @Nullable
    Object value;

    /** The batch that last changed it: the first change of a batch is noted, later ones are not. */
    private int batch = -1;

    /** The checkpoint epoch that last changed it, likewise. */
    private int epoch = -1;

    Cell(KeyState key, int kind, long chunk) {
        this.key = key;
        this.kind = kind;
        this.chunk = chunk;
    }

    /** Notes that it changed in a batch; false if that was known. */
    boolean noteBatch(int changedIn) {
        boolean isNew = batch != changedIn;
        batch = changedIn;
        return isNew;
    }

    /** Notes that it changed in an epoch; false if that was known. */
    boolean noteEpoch(int changedIn) {
        boolean isNew = epoch != changedIn;
        epoch = changedIn;
        key.lastEpoch = Math.max(key.lastEpoch, changedIn);
        return isNew;
    }
}
