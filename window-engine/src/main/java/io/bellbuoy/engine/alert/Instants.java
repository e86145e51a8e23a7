package io.bellbuoy.engine.alert;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.Set;

/**
 * Cells that hold an instant, in epoch milliseconds, and are woken some time after it.
 *
 * @param id the number of the cells
 * @param after how long after the instant they are woken, in milliseconds
 */
public record Instants(int id, long after) implements CellType<Long> {

    @Override
    public Set<Integer> parts() {
        return Set.of(AlertIds.number("after", Long.toString(after)));
    }

    @Override
    public Object form() {
        return Instants.class;
    }

    @Override
    public long wakeAt(long chunk, Long value) {
        return value + after;
    }

    @Override
    public void write(Long value, StateOutput out) {
        out.writeSigned(value);
    }

    @Override
    public Long read(StateInput in) {
        return in.readSigned();
    }
}
