package io.bellbuoy.engine.state;

/**
 * What a batch changed, so that it or its latest event can be undone. Values are immutable, so an entry is the value before
 * and nothing is copied.
 */
final class Journal {

    private final Timers timers;
    /** Every change since the event began, each with the value before. */
    private final CellList steps = new CellList();
    /** The cells that the batch changed, each with its value before. */
    private final CellList changes = new CellList();

    private int batch;

    /** @param timers set again by the values that come back */
    Journal(Timers timers) {
        this.timers = timers;
    }

    /** Notes a cell that is about to change. */
    void note(Cell cell) {
        steps.add(cell, cell.value);
        if (cell.noteBatch(batch)) {
            changes.add(cell, cell.value);
        }
    }

    /** Whether nothing was noted since the batch began. */
    boolean isEmpty() {
        return changes.isEmpty() && steps.isEmpty();
    }

    int mark() {
        return steps.size();
    }

    void rollbackTo(int mark) {
        restore(steps, mark);
        steps.truncate(mark);
    }

    void release(int mark) {
        steps.truncate(mark);
    }

    /** Undoes the batch and begins another. */
    void rollback() {
        restore(changes, 0);
        next();
    }

    private void restore(CellList old, int from) {
        for (int i = old.size() - 1; i >= from; i--) {
            Cell cell = old.get(i);
            cell.key.set(cell, old.value(i));
            timers.arm(cell);
        }
    }

    /** The cells that the batch changed, each once. */
    CellList changes() {
        return changes;
    }

    /** Forgets the batch, and the cells that it removed, and begins another. */
    void next() {
        for (int i = 0; i < changes.size(); i++) {
            Cell cell = changes.get(i);
            if (cell.value == null) {
                cell.key.compact();
            }
        }
        changes.clear();
        steps.clear();
        batch++;
    }
}
