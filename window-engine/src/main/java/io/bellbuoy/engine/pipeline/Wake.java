package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What to do when the watermark wakes a cell: close a window, release a block, or, for all others, forget it. */
final class Wake {

    /** Does what is due for a cell. */
    @FunctionalInterface
    interface Handler {
        void wake(KeyState key, Object value);
    }

    private final CellTypes types;
    private final Map<Integer, Handler> handlers = new HashMap<>();

    Wake(CellTypes types) {
        this.types = types;
    }

    void handle(@Nullable CellType<?> type, Handler handler) {
        if (type != null) {
            handlers.put(type.id(), handler);
        }
    }

    /** Does all that is due for a key at a watermark. Windows close before the state they read is forgotten. */
    void run(TaskState state, KeyState key, long watermark) {
        for (Due due : due(key, watermark)) {
            Handler handler = handlers.get(due.cell());
            if (handler == null) {
                continue;
            }
            Object value = key.get(due.cell(), due.chunk());
            if (value != null) {
                handler.wake(key, value);
            }
        }
        for (Due due : due(key, watermark)) {
            if (!handlers.containsKey(due.cell())) {
                state.put(key, due.cell(), due.chunk(), null);
            }
        }
    }

    private record Due(int cell, long chunk) {}

    private List<Due> due(KeyState key, long watermark) {
        List<Due> due = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            Object value = key.valueAt(i);
            if (value != null && isDue(key, i, value, watermark)) {
                due.add(new Due(key.cellAt(i), key.chunkAt(i)));
            }
        }
        return due;
    }

    @SuppressWarnings("unchecked")
    private boolean isDue(KeyState key, int position, Object value, long watermark) {
        CellType<Object> type = (CellType<Object>) types.find(key.cellAt(position));
        return type != null && !type.holdsEvents() && type.wakeAt(key.chunkAt(position), value) <= watermark;
    }
}
