package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a task that have counted events since the clock last fired, kept under one key of their own in parts, and the
 * time on the clock when it fires next. An event has no clock: that time is set by the first look at the clock after it. Both
 * are state like any other, so the clock is an input that is recorded where it takes effect.
 */
public final class Backlog implements CellType<Backlog.Part> {

    /** Keys are spread over so many cells, so that one more key writes few others. */
    private static final int PARTS = 64;

    private static final long DUE = PARTS;

    private final int id;

    /** @param id the number of the cells, and of the key space that they are in */
    public Backlog(int id) {
        this.id = id;
    }

    /**
     * A part.
     *
     * @param due when the clock fires, epoch milliseconds; 0 in parts with keys
     * @param keys in their order
     */
    record Part(long due, List<String> keys) {

        Part {
            keys = List.copyOf(keys);
        }
    }

    private KeyState cells(TaskState state) {
        return state.of(id, "");
    }

    void add(TaskState state, String key) {
        KeyState cells = cells(state);
        long chunk = Math.floorMod(key.hashCode(), PARTS);
        Part part = (Part) cells.get(id, chunk);
        List<String> keys = new ArrayList<>(part == null ? List.of() : part.keys());
        int at = Collections.binarySearch(keys, key);
        if (at < 0) {
            keys.add(-at - 1, key);
            state.put(cells, id, chunk, new Part(0, keys));
        }
    }

    /** Whether there are keys for which it is not known when the clock fires. */
    public boolean isWaiting(TaskState state) {
        KeyState cells = cells(state);
        return !cells.isEmpty() && cells.get(id, DUE) == null;
    }

    /** Sets when the clock fires. */
    public void schedule(TaskState state, long due) {
        state.put(cells(state), id, DUE, new Part(due, List.of()));
    }

    /** When the clock fires, or null if that is not known or there is nothing to fire for. */
    public @Nullable Long due(TaskState state) {
        Part part = (Part) cells(state).get(id, DUE);
        return part == null ? null : (Long) part.due();
    }

    /** Takes all keys out. */
    public List<String> takeAll(TaskState state) {
        KeyState cells = cells(state);
        List<String> keys = new ArrayList<>();
        for (long chunk = 0; chunk <= DUE; chunk++) {
            Part part = (Part) cells.get(id, chunk);
            if (part != null) {
                keys.addAll(part.keys());
                state.put(cells, id, chunk, null);
            }
        }
        return keys;
    }

    @Override
    public int id() {
        return id;
    }

    /** It waits for the clock, and ends with it. */
    @Override
    public long wakeAt(long chunk, Part value) {
        return NEVER;
    }

    @Override
    public void write(Part value, StateOutput out) {
        out.writeSigned(value.due());
        out.writeUnsigned(value.keys().size());
        value.keys().forEach(out::writeText);
    }

    @Override
    public Part read(StateInput in) {
        long due = in.readSigned();
        List<String> keys = new ArrayList<>();
        for (int count = in.readSize(); count > 0; count--) {
            keys.add(in.readText());
        }
        return new Part(due, keys);
    }
}
