package io.bellbuoy.engine.succession;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateKey;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Removes from a task's state what the rules in force do not have, a number of keys at a time: first the keys on the heap,
 * then those of the store behind it. A key that is touched meanwhile makes no difference, since nothing writes what is to be
 * removed. Each removal is a change of its batch, so that a restore does not bring it back; one that is interrupted begins anew.
 */
public final class Sweep {

    private final TaskState state;
    private final Inventory own;
    private Set<Integer> cold = Set.of();

    private boolean begun;
    private boolean noted;
    private boolean done;
    private Inventory target;
    private final Queue<StateKey> waiting = new ArrayDeque<>();
    private @Nullable StateKey last;
    private boolean onHeap;

    /** @param own that of the rule set in force */
    public Sweep(Inventory own, TaskState state) {
        this.own = own;
        this.target = own;
        this.state = state;
    }

    /** Says who begins without the state it had; before the first step. */
    public void cold(Set<Integer> owners) {
        cold = owners;
    }

    /** The batch is committed: what it noted is not found out anew. */
    public void committed() {
        if (noted) {
            cold = Set.of();
        }
    }

    /** Begins anew: the batch was undone. */
    public void restart() {
        begun = false;
    }

    private void begin() {
        begun = true;
        Inventory before = Inventory.find(state);
        target = own.after(before, cold);
        noted = target.equals(before);
        done = noted && !target.isUntidy();
        onHeap = true;
        last = null;
        waiting.clear();
        if (!done) {
            state.onHeap().forEach(key -> waiting.add(key.key()));
        }
    }

    /** Notes which rules the state is of, with the first event. */
    public void note() {
        if (!begun) {
            begin();
        }
        if (!noted) {
            noted = true;
            target.store(state);
        }
    }

    /**
     * Goes on.
     *
     * @param keys how many keys to look at, at least 1
     * @return whether the rules may read the state
     */
    public boolean step(int keys) {
        if (!begun) {
            begin();
        }
        if (done) {
            return true;
        }
        if (!noted && Inventory.find(state) != null) {
            note();
        }
        for (int left = keys; left > 0 && !done; left--) {
            StateKey next = next(keys);
            if (next == null) {
                end();
            } else {
                clean(state.of(next));
            }
        }
        return done || !target.isBlocking();
    }

    private @Nullable StateKey next(int page) {
        if (waiting.isEmpty() && (onHeap || last != null)) {
            List<StateKey> more = state.storedKeys(onHeap ? null : last, page);
            onHeap = false;
            waiting.addAll(more);
            last = more.size() < page ? null : more.get(more.size() - 1);
        }
        return waiting.poll();
    }

    private void end() {
        done = true;
        if (target.isUntidy()) {
            target = target.tidy();
            target.store(state);
        }
    }

    private void clean(KeyState key) {
        CellTypes types = state.types();
        for (int i = 0; i < key.size(); i++) {
            Object value = key.valueAt(i);
            int kind = key.cellAt(i);
            if (value == null) {
                continue;
            }
            if (types.find(kind) == null || target.removed().contains(kind)) {
                state.put(key, kind, key.chunkAt(i), null);
            } else if (target.stripped().containsKey(kind)) {
                state.put(key, kind, key.chunkAt(i), stripped(types.of(kind), value));
            }
        }
    }

    /** The value without what is to be removed, were it to be read again; the others are merely written anew. */
    private Object stripped(CellType<Object> type, Object value) {
        Set<Integer> parts = new TreeSet<>(target.stripped().get(type.id()));
        parts.retainAll(type.parts());
        if (parts.isEmpty()) {
            return value;
        }
        CellType<Object> without = type.without(parts);
        return copy(without, type, copy(type, without, value));
    }

    private static Object copy(CellType<Object> from, CellType<Object> to, Object value) {
        StateOutput out = new StateOutput();
        from.write(value, out);
        return to.read(new StateInput(out.toByteArray()));
    }
}
