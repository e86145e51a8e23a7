package io.bellbuoy.engine.state;

import java.util.ArrayList;
import java.util.List;

/** The cells that changed since the last checkpoint began, and up to which checkpoint all is stored. */
final class DirtyCells {

    private final List<Cell> cells = new ArrayList<>();
    private int keys;
    private int epoch = 1;
    private int storedEpoch;

    void add(Cell cell) {
        keys += cell.key.lastEpoch < epoch ? 1 : 0;
        if (cell.noteEpoch(epoch)) {
            cells.add(cell);
        }
    }

    /** The number of keys with such cells. */
    int keys() {
        return keys;
    }

    /** Hands them over with the values they have, and begins anew. */
    TaskState.Checkpoint take(CellTypes types) {
        CellList taken = new CellList();
        for (Cell cell : cells) {
            taken.add(cell, cell.value);
        }
        cells.clear();
        keys = 0;
        return new TaskState.Checkpoint(epoch++, taken, types);
    }

    void stored(TaskState.Checkpoint checkpoint) {
        storedEpoch = Math.max(storedEpoch, checkpoint.epoch());
    }

    /** Whether all changes of a key are stored. */
    boolean isStored(KeyState key) {
        return key.lastEpoch <= storedEpoch;
    }
}
