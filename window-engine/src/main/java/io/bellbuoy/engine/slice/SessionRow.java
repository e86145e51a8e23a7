package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import org.jspecify.annotations.Nullable;

/** The totals of one session, and the time of its last event; the cell's chunk is the time of its first. Immutable. */
final class SessionRow extends StateRows {

    private final long last;

    private SessionRow(int width, long last) {
        super(1, width);
        this.last = last;
    }

    private SessionRow(StateRows before, long last) {
        super(before);
        this.last = last;
    }

    /**
     * The session that an event belongs to, once it has joined its neighbours.
     *
     * @param left the session before the event, or around it; null if none is near
     * @param right the session after the event; null if none is near
     */
    static SessionRow add(
            Columns columns,
            @Nullable SessionRow left,
            @Nullable SessionRow right,
            long time,
            @Nullable Object[] event,
            long offset) {
        long last = Math.max(time, Math.max(lastOf(left, time), lastOf(right, time)));
        SessionRow base = left != null ? left : right;
        SessionRow next = base == null ? new SessionRow(columns.size(), last) : new SessionRow(base, last);
        if (left != null && right != null) {
            columns.mergeInto(next, 0, right, 0);
        }
        columns.addInto(next, 0, event, time, offset);
        return next;
    }

    private static long lastOf(@Nullable SessionRow row, long otherwise) {
        return row == null ? otherwise : row.last;
    }

    /** The time of the last event. */
    long last() {
        return last;
    }

    void write(Columns columns, StateOutput out) {
        columns.writeNames(out);
        out.writeSigned(last);
        columns.write(this, 0, out);
    }

    static SessionRow read(Columns columns, StateInput in) {
        Columns.Stored stored = columns.readNames(in);
        SessionRow row = new SessionRow(columns.size(), in.readSigned());
        stored.read(in, row, 0);
        return row;
    }
}
