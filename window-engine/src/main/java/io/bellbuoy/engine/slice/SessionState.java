package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.window.Window;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * State for sessions: one cell a session, under the time of its first event. A session is a longest run of events of which
 * each is less than the gap after the one before, whatever order they arrive in; its window is {@code [first, last + gap)}.
 * With a gap of 10, events at 0, 9 and 19 make the sessions [0, 19) and [19, 29); one more at 12 joins them to [0, 29).
 * Immutable itself; the state is in the cells.
 */
public final class SessionState extends WindowState {

    private final long gap;
    private final long lateness;

    /**
     * @param id the number of the cells
     * @param columns what is aggregated
     * @param gap the time without events that ends a session, in milliseconds, at least 1
     * @param lateness how long after a session's end events are still taken, in milliseconds
     */
    public SessionState(int id, Columns columns, long gap, long lateness) {
        super(id, columns);
        this.gap = gap;
        this.lateness = lateness;
    }

    @Override
    public void add(TaskState state, KeyState key, long time, @Nullable Object[] event, long offset) {
        int before = before(key, time);
        int after = after(key, time);
        SessionRow left = before < 0 ? null : row(key, before);
        SessionRow right = after < 0 ? null : row(key, after);
        long first = left == null ? time : key.chunkAt(before);
        long joined = right == null ? first : key.chunkAt(after);
        if (joined != first) {
            state.put(key, id, joined, null);
        }
        state.put(key, id, first, SessionRow.add(columns, left, right, time, event, offset));
    }

    private static SessionRow row(KeyState key, int position) {
        Object value = key.valueAt(position);
        if (value == null) {
            throw new IllegalStateException("There is no session at position " + position + ".");
        }
        return (SessionRow) value;
    }

    /** The position of the last session that begins at or before an instant, or -1. */
    private int upTo(KeyState key, long time) {
        for (int i = key.seek(id, time + 1) - 1; key.isOf(id, i); i--) {
            if (key.valueAt(i) != null) {
                return i;
            }
        }
        return -1;
    }

    /** The position of the first session that begins after an instant, or -1. */
    private int next(KeyState key, long time) {
        for (int i = key.seek(id, time + 1); key.isOf(id, i); i++) {
            if (key.valueAt(i) != null) {
                return i;
            }
        }
        return -1;
    }

    /** The position of the session that begins at or before an event and takes it, or -1. */
    private int before(KeyState key, long time) {
        int position = upTo(key, time);
        return position >= 0 && time < row(key, position).last() + gap ? position : -1;
    }

    /** The position of the session that begins after an event and is joined by it, or -1. */
    private int after(KeyState key, long time) {
        int position = next(key, time);
        return position >= 0 && key.chunkAt(position) < time + gap ? position : -1;
    }

    /** The end of the session that an event would belong to, had it been counted. */
    public long endWith(KeyState key, long time) {
        int before = before(key, time);
        int after = after(key, time);
        long last = before < 0 ? time : Math.max(time, row(key, before).last());
        return (after < 0 ? last : row(key, after).last()) + gap;
    }

    /** The session whose window contains an instant, or null. */
    public @Nullable Window at(KeyState key, long time) {
        int position = before(key, time);
        return position < 0 ? null : window(key, position);
    }

    /** The session that ends at an instant, or null. */
    public @Nullable Window endingAt(KeyState key, long end) {
        int position = upTo(key, end - gap);
        return position >= 0 && row(key, position).last() == end - gap ? window(key, position) : null;
    }

    private Window window(KeyState key, int position) {
        return new Window(key.chunkAt(position), row(key, position).last() + gap);
    }

    /** The end of the first session that ends after an instant, or {@link Long#MAX_VALUE}. */
    public long nextEnd(KeyState key, long after) {
        int position = upTo(key, after - gap);
        if (position < 0 || row(key, position).last() + gap <= after) {
            position = next(key, after - gap);
        }
        return position < 0 ? Long.MAX_VALUE : row(key, position).last() + gap;
    }

    /** Adds the totals of a session; nothing if there is none of those bounds. */
    public void total(KeyState key, Window window, Totals into) {
        SessionRow row = (SessionRow) key.get(id, window.start());
        if (row != null && row.last() + gap == window.end()) {
            into.merge(row, 0);
        }
    }

    /** The gap, in milliseconds. */
    public long gap() {
        return gap;
    }

    /** A session is woken to be removed: when it takes no more events. */
    @Override
    public long wakeAt(long chunk, Object value) {
        return ((SessionRow) value).last() + gap + lateness;
    }

    @Override
    int kept() {
        return AlertIds.number("kept", Long.toString(lateness));
    }

    @Override
    public CellType<Object> without(Set<Integer> parts) {
        return new SessionState(id, columns.without(parts), gap, lateness);
    }

    @Override
    public void write(Object value, StateOutput out) {
        ((SessionRow) value).write(columns, out);
    }

    @Override
    public Object read(StateInput in) {
        return SessionRow.read(columns, in);
    }
}
