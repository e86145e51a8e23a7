package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.TaskState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** State that events are counted into, and that the measures of one key and filter share. */
public abstract sealed class WindowState implements CellType<Object>
        permits SliceState, PointState, SessionState, GlobalState {

    final int id;
    final Columns columns;

    /**
     * @param id the number of the cells
     * @param columns what is aggregated
     */
    WindowState(int id, Columns columns) {
        this.id = id;
        this.columns = columns;
    }

    /**
     * Counts an event.
     *
     * @param time event time, epoch milliseconds
     * @param event the values of the columns' inputs
     * @param offset where the event lies in its partition
     */
    public abstract void add(TaskState state, KeyState key, long time, @Nullable Object[] event, long offset);

    /** The columns. */
    public final Columns columns() {
        return columns;
    }

    @Override
    public final int id() {
        return id;
    }

    @Override
    public final Set<Integer> parts() {
        Set<Integer> parts = held();
        parts.add(kept());
        return parts;
    }

    /** The numbers of what its values hold. */
    Set<Integer> held() {
        return columns.parts();
    }

    /** A number of what decides how long they are kept. */
    abstract int kept();

    @Override
    public Object form() {
        return columns.form();
    }
}
