package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a global window of one key holds, and what its trigger needs to know. Mutable while it belongs to its maker. */
final class GlobalRow extends StateRows {

    /** The time of the earliest event it holds; {@link Long#MAX_VALUE} without events. */
    long first = Long.MAX_VALUE;
    /** The time of the key's latest event. */
    long last = Long.MIN_VALUE;
    /** The events since the last firing. */
    long since;
    /** When it fires by event time; {@link CellType#NEVER} if no event has come since it last did. */
    long due = CellType.NEVER;
    /** The end of the window of the last firing by time; {@link Long#MIN_VALUE} before the first. */
    long fired = Long.MIN_VALUE;
    /** The value that a delta is measured from. */
    @Nullable
    BigDecimal anchor;
    /** Whether the event that is being counted fires it. Never stored: what fires is settled before the event is done. */
    boolean fires;

    GlobalRow(int width) {
        super(1, width);
    }

    /** A copy. */
    GlobalRow(GlobalRow other) {
        super(other);
        first = other.first;
        last = other.last;
        since = other.since;
        due = other.due;
        fired = other.fired;
        anchor = other.anchor;
    }

    /** Forgets the events, not the trigger. */
    void purge() {
        clear(0);
        first = Long.MAX_VALUE;
    }

    void write(Columns columns, StateOutput out) {
        columns.writeNames(out);
        out.writeSigned(last);
        out.writeUnsigned(since);
        out.writeValue(anchor);
        writeOptional(due, CellType.NEVER, out);
        writeOptional(fired, Long.MIN_VALUE, out);
        writeOptional(first, Long.MAX_VALUE, out);
        if (first != Long.MAX_VALUE) {
            columns.write(this, 0, out);
        }
    }

    static GlobalRow read(Columns columns, StateInput in) {
        Columns.Stored stored = columns.readNames(in);
        GlobalRow row = new GlobalRow(columns.size());
        row.last = in.readSigned();
        row.since = in.readUnsigned();
        row.anchor = anchor(in.readValue());
        row.due = readOptional(CellType.NEVER, in);
        row.fired = readOptional(Long.MIN_VALUE, in);
        row.first = readOptional(Long.MAX_VALUE, in);
        if (row.first != Long.MAX_VALUE) {
            stored.read(in, row, 0);
        }
        return row;
    }

    private static @Nullable BigDecimal anchor(@Nullable Object value) {
        if (value == null || value instanceof BigDecimal) {
            return (BigDecimal) value;
        }
        throw new StateFormatException("The value that a delta is measured from is no number.");
    }

    private static void writeOptional(long time, long none, StateOutput out) {
        out.writeByte(time == none ? 0 : 1);
        if (time != none) {
            out.writeSigned(time);
        }
    }

    private static long readOptional(long none, StateInput in) {
        return in.readByte() == 0 ? none : in.readSigned();
    }
}
