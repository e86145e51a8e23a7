package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.window.Trigger;
import io.bellbuoy.engine.window.Window;
import io.bellbuoy.engine.window.WindowSpec;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * State for global windows: one cell a key. An event is counted, and may fire; a time may fire later. Whoever reads the window
 * then does so, and {@link #settle} purges it or not. A key without an event for the time to live begins anew with the next
 * one, whether the watermark has removed its cell or not. Immutable itself; the state is in the cells.
 */
public final class GlobalState extends WindowState {

    private final WindowSpec.Global window;
    private final long ttl;
    private final int watched;
    private final @Nullable Backlog backlog;

    /**
     * @param id the number of the cells
     * @param columns what is aggregated
     * @param window the declaration
     * @param watched the position among the inputs of the value whose delta fires; -1 for other triggers
     * @param backlog the keys that wait for the clock; null for other triggers
     */
    public GlobalState(int id, Columns columns, WindowSpec.Global window, int watched, @Nullable Backlog backlog) {
        super(id, columns);
        this.window = window;
        this.ttl = window.ttl().toMillis();
        this.watched = watched;
        this.backlog = backlog;
    }

    @Override
    public void add(TaskState state, KeyState key, long time, @Nullable Object[] event, long offset) {
        GlobalRow before = row(key);
        boolean anew = before == null || time >= before.last + ttl && !isPending(before);
        GlobalRow row = anew ? new GlobalRow(columns.size()) : new GlobalRow(before);
        columns.addInto(row, 0, event, time, offset);
        row.first = Math.min(row.first, time);
        row.last = Math.max(row.last, time);
        row.since++;
        trigger(row, time, event);
        state.put(key, id, 0, row);
        if (backlog != null && row.since == 1) {
            backlog.add(state, key.key().key());
        }
    }

    private void trigger(GlobalRow row, long time, @Nullable Object[] event) {
        if (window.trigger() instanceof Trigger.Count count) {
            row.fires = row.since >= count.events();
        } else if (window.trigger() instanceof Trigger.Delta delta && event[watched] != null) {
            BigDecimal value = (BigDecimal) Objects.requireNonNull(event[watched]);
            row.fires = row.anchor != null && value.subtract(row.anchor).abs().compareTo(delta.threshold()) > 0;
            row.anchor = row.anchor == null || row.fires ? value : row.anchor;
        } else if (window.trigger() instanceof Trigger.Every every) {
            // An event older than the last firing waits for the next.
            row.due = Math.min(row.due, every.after(row.fired == Long.MIN_VALUE ? time : Math.max(time, row.fired)));
        }
    }

    /** Whether a time is still to fire for what it holds, which is not forgotten before. */
    private boolean isPending(GlobalRow row) {
        return row.due != NEVER || backlog != null && row.since > 0;
    }

    private @Nullable GlobalRow row(KeyState key) {
        return (GlobalRow) key.get(id, 0);
    }

    /** Whether the event that was just counted fires. */
    public boolean fires(KeyState key) {
        GlobalRow row = row(key);
        return row != null && row.fires;
    }

    /**
     * The window of a firing by time: from its first event to the instant of the firing; no two of a key are the same.
     *
     * @param at when the clock fires, epoch milliseconds; of no effect on firings by event time
     * @return null if nothing has come since the last firing
     */
    public @Nullable Window firing(KeyState key, long at) {
        GlobalRow row = row(key);
        if (row == null || row.since == 0) {
            return null;
        }
        long end = row.due == NEVER ? Math.max(at, Math.max(row.first, row.fired) + 1) : row.due;
        return new Window(row.first, end);
    }

    /** Whether the watermark has reached the instant at which event time fires. */
    public boolean isDue(KeyState key, long watermark) {
        GlobalRow row = row(key);
        return row != null && row.due <= watermark;
    }

    /** Forgets what is to be forgotten after a firing that all have seen. */
    public void settle(TaskState state, KeyState key, @Nullable Window fired) {
        GlobalRow row = new GlobalRow(Objects.requireNonNull(row(key), "row"));
        row.since = 0;
        row.due = NEVER;
        row.fired = fired == null ? row.fired : fired.end();
        if (window.purge()) {
            row.purge();
        }
        state.put(key, id, 0, row);
    }

    /** Forgets a key that has had no event for the time to live. */
    public void expire(TaskState state, KeyState key, long watermark) {
        GlobalRow row = row(key);
        if (row != null && row.last + ttl <= watermark && !isPending(row)) {
            state.put(key, id, 0, null);
        }
    }

    /** Adds the totals of what it holds. */
    public void total(KeyState key, Totals into) {
        GlobalRow row = row(key);
        if (row != null) {
            into.merge(row, 0);
        }
    }

    /** How long after its last event a key is forgotten, in milliseconds. */
    public long ttl() {
        return ttl;
    }

    /** The declaration. */
    public WindowSpec.Global window() {
        return window;
    }

    /** The keys that wait for the clock; null if it is not the clock that fires. */
    public @Nullable Backlog backlog() {
        return backlog;
    }

    @Override
    int kept() {
        return AlertIds.number("kept", Long.toString(ttl));
    }

    @Override
    public CellType<Object> without(Set<Integer> parts) {
        return new GlobalState(id, columns.without(parts), window, watched, backlog);
    }

    /** Woken to fire, or when the key is to be forgotten. */
    @Override
    public long wakeAt(long chunk, Object value) {
        GlobalRow row = (GlobalRow) value;
        return isPending(row) ? row.due : row.last + ttl;
    }

    @Override
    public void write(Object value, StateOutput out) {
        ((GlobalRow) value).write(columns, out);
    }

    @Override
    public Object read(StateInput in) {
        return GlobalRow.read(columns, in);
    }
}
