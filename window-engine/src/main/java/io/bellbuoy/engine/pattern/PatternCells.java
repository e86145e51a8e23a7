package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;

/**
 * Cells that hold the partial matches of a key; there is none without partial matches. They are woken when the first one is
 * over.
 *
 * @param id the number of the cells
 * @param matcher whose partial matches they are
 */
public record PatternCells(int id, PatternMatcher matcher) implements CellType<PatternState> {

    @Override
    public long wakeAt(long chunk, PatternState value) {
        return matcher.wakeAt(value);
    }

    @Override
    public void write(PatternState value, StateOutput out) {
        value.write(out);
    }

    @Override
    public PatternState read(StateInput in) {
        return PatternState.read(in);
    }
}
