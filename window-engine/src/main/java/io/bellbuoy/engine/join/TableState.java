package io.bellbuoy.engine.join;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.time.Watermarks;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a table: a cell for each, under the time from which it is valid. One that was replaced notes until when
 * it was, and is forgotten some time after; the newest sets no timer, so a large table that changes little costs nothing
 * while the watermark moves. Immutable itself; the state is in the cells.
 */
public final class TableState implements CellType<TableState.Entry> {

    private static final int LIVE = 1;
    private static final int REPLACED = 2;

    private final int id;
    private final int space;
    private final FieldValues fields;
    private final long retention;
    private final long ttl;

    /**
     * @param name the name of the table
     * @param schema the fields of its entries
     * @param retention how long a replaced or deleted entry is kept, in milliseconds
     * @param ttl for how long an entry is valid that is not renewed, in milliseconds, or {@link CellType#NEVER}
     */
    public TableState(String name, Schema schema, long retention, long ttl) {
        this.id = AlertIds.number("table", name);
        // A space of its own: many entries of a key would be in the way of the key's other state.
        this.space = AlertIds.number("table-space", name) | 1;
        this.fields = new FieldValues(schema.fields());
        this.retention = retention;
        this.ttl = ttl;
    }

    /**
     * An entry.
     *
     * @param values the values of the schema's fields, not to be changed; null: from here on there is no entry
     * @param until the time of the entry that replaces it, or {@link CellType#NEVER}
     */
    public record Entry(@Nullable Object @Nullable [] values, long until) {

        Entry replacedAt(long time) {
            return new Entry(values, time);
        }

        boolean isReplaced() {
            return until != NEVER;
        }
    }

    /** The key space of its entries. */
    public int space() {
        return space;
    }

    // ---- changes

    /**
     * Sets the entry from a time on. One of the same time is replaced: of two records of a partition the later counts.
     *
     * @param values the values of the schema's fields; null deletes the entry
     * @return false if it was replaced so long ago that it makes no difference any more, and is not kept
     */
    public boolean put(TaskState state, KeyState key, long time, @Nullable Object @Nullable [] values, long watermark) {
        int at = key.seek(id, time);
        int next = next(key, at);
        if (next >= 0 && key.chunkAt(next) == time) {
            long until = ((Entry) valueAt(key, next)).until();
            state.put(key, id, time, new Entry(values, until));
            return true;
        }
        long until = next < 0 ? NEVER : key.chunkAt(next);
        if (isOver(until, watermark)) {
            return false;
        }
        replace(state, key, previous(key, at - 1), time, watermark);
        state.put(key, id, time, new Entry(values, until));
        return true;
    }

    private void replace(TaskState state, KeyState key, int position, long time, long watermark) {
        if (position >= 0) {
            Entry entry = (Entry) valueAt(key, position);
            state.put(key, id, key.chunkAt(position), isOver(time, watermark) ? null : entry.replacedAt(time));
        }
    }

    private boolean isOver(long until, long watermark) {
        return until != NEVER && watermark != Watermarks.NONE && until < watermark - retention;
    }

    // ---- questions

    /**
     * The entry as of a time.
     *
     * @return its values, not to be changed; null if there was none, or it is not known any more
     */
    public @Nullable Object @Nullable [] asOf(KeyState key, long time) {
        int at = key.seek(id, time);
        boolean exact = key.isOf(id, at) && key.chunkAt(at) == time && key.valueAt(at) != null;
        return valid(key, exact ? at : previous(key, at - 1), time);
    }

    /**
     * The newest entry, whenever it was set.
     *
     * @param time when it must not have expired
     * @return its values, not to be changed; null if there is none
     */
    public @Nullable Object @Nullable [] newest(KeyState key, long time) {
        return valid(key, previous(key, key.seek(id, Long.MAX_VALUE) - 1), time);
    }

    /**
     * The time of the first entry of {@code (after, upTo]} that is no deletion.
     *
     * @return {@link CellType#NEVER} if there is none
     */
    public long firstAfter(KeyState key, long after, long upTo) {
        for (int i = key.seek(id, after + 1); key.isOf(id, i) && key.chunkAt(i) <= upTo; i++) {
            if (key.valueAt(i) instanceof Entry entry && entry.values() != null) {
                return key.chunkAt(i);
            }
        }
        return NEVER;
    }

    private @Nullable Object @Nullable [] valid(KeyState key, int position, long time) {
        if (position < 0 || ttl != NEVER && time >= key.chunkAt(position) + ttl) {
            return null;
        }
        return ((Entry) valueAt(key, position)).values();
    }

    /** The position of the first entry from a position on, or -1. */
    private int next(KeyState key, int from) {
        for (int i = from; key.isOf(id, i); i++) {
            if (key.valueAt(i) != null) {
                return i;
            }
        }
        return -1;
    }

    /** The position of the last entry up to a position, or -1. */
    private int previous(KeyState key, int from) {
        for (int i = from; key.isOf(id, i); i--) {
            if (key.valueAt(i) != null) {
                return i;
            }
        }
        return -1;
    }

    private static Object valueAt(KeyState key, int position) {
        Object value = key.valueAt(position);
        if (value == null) {
            throw new IllegalStateException("There is no entry at position " + position + ".");
        }
        return value;
    }

    // ---- cells

    @Override
    public int id() {
        return id;
    }

    /**
     * One millisecond after the last time as of which it can be asked for. A deletion is needed for as long as what it
     * deletes.
     */
    @Override
    public long wakeAt(long chunk, Entry entry) {
        long end = entry.values() == null ? chunk : entry.until();
        if (ttl != NEVER) {
            end = Math.min(end, chunk + ttl);
        }
        return end == NEVER ? NEVER : end + retention + 1;
    }

    @Override
    public void write(Entry entry, StateOutput out) {
        @Nullable Object[] values = entry.values();
        out.writeByte((values == null ? 0 : LIVE) | (entry.isReplaced() ? REPLACED : 0));
        if (entry.isReplaced()) {
            out.writeSigned(entry.until());
        }
        if (values != null) {
            fields.write(values, out);
        }
    }

    @Override
    public Entry read(StateInput in) {
        int kind = in.readByte();
        long until = (kind & REPLACED) == 0 ? NEVER : in.readSigned();
        return new Entry((kind & LIVE) == 0 ? null : fields.read(in), until);
    }

    @Override
    public String toString() {
        return "table " + Integer.toHexString(id);
    }
}
