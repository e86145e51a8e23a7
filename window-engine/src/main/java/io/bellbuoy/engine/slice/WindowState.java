package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.TaskState;
import org.jspecify.annotations.Nullable;

/** State that events are counted into, and that the measures of one key and filter share. */
public sealed interface WindowState extends CellType<Object> permits SliceState, PointState, SessionState, GlobalState {

    /**
     * Counts an event.
     *
     * @param time event time, epoch milliseconds
     * @param event the values of the columns' inputs
     * @param offset where the event lies in its partition
     */
    void add(TaskState state, KeyState key, long time, @Nullable Object[] event, long offset);

    /** The columns. */
    Columns columns();
}
