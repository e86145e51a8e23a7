package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.aggregate.Accumulator;
import io.bellbuoy.engine.aggregate.DistinctValues;
import io.bellbuoy.engine.aggregate.UserColumn;
import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of pre-aggregated state: each an accumulator of one input. Several aggregates share a column where they
 * can, as a sum and a mean share the sum. Stored columns are named, so that state outlives a change of the rules: a
 * column that is new begins without data, one that is gone is dropped. Immutable.
 */
public final class Columns {

    private static final Accumulator[] ACCUMULATORS = Accumulator.values();

    /**
     * A column.
     *
     * @param accumulator what is kept
     * @param input the position of its input among the values of an event, or -1 if it counts every event
     * @param id a stable number of its input's text
     * @param user the aggregate written in Java; null for those of the engine
     */
    public record Column(
            Accumulator accumulator,
            int input,
            int id,
            @Nullable UserColumn<?> user) {

        /** A column of the engine's own aggregates. */
        public Column(Accumulator accumulator, int input, int id) {
            this(accumulator, input, id, null);
        }

        /** What is aggregated of an event; null does not count. */
        private @Nullable Object valueOf(@Nullable Object[] event) {
            Object value = input < 0 ? Boolean.TRUE : event[input];
            return user == null || value == null ? value : user.lift(value);
        }
    }

    private final Column[] columns;
    /** The positions of all. */
    private final int[] all;
    /** Which are counted over all events of a window instead of being added up. */
    private final boolean[] isCounted;

    /** @param columns each one once */
    public Columns(List<Column> columns) {
        this(columns, false);
    }

    private Columns(List<Column> columns, boolean isEachEventKept) {
        this.columns = columns.toArray(Column[]::new);
        this.all = IntStream.range(0, columns.size()).toArray();
        this.isCounted = new boolean[this.columns.length];
        for (int i : all) {
            isCounted[i] = isEachEventKept && this.columns[i].accumulator == Accumulator.DISTINCT;
        }
    }

    /**
     * The same columns where every event is kept: different values are counted there, which is exact and costs less than to
     * merge sets of them, so to add an event or a row does nothing to those columns.
     */
    Columns overEvents() {
        return new Columns(List.of(columns), true);
    }

    /** Whether a column is counted over all events of a window instead of being added up. */
    boolean isCounted(int column) {
        return isCounted[column];
    }

    /** The text of what an event has in a column of different values; null if it has none. */
    @Nullable
    String text(int column, @Nullable Object[] event) {
        Object value = columns[column].valueOf(event);
        return value == null ? null : DistinctValues.text(value);
    }

    /** The positions of all columns; not to be changed. */
    int[] all() {
        return all;
    }

    /** The number of columns. */
    public int size() {
        return columns.length;
    }

    /** Whether to add up or read columns can fail; those of the engine's own aggregates cannot. */
    public boolean mayFail() {
        for (Column column : columns) {
            if (column.user != null) {
                return true;
            }
        }
        return false;
    }

    /** Adds an event to a row that belongs to the caller. */
    void addInto(StateRows rows, int row, @Nullable Object[] event, long time, long offset) {
        addInto(rows, row, event, time, offset, all);
    }

    /** Adds an event to some columns of a row that belongs to the caller, and to its range of offsets. */
    void addInto(StateRows rows, int row, @Nullable Object[] event, long time, long offset, int[] some) {
        for (int i : some) {
            Column column = columns[i];
            if (!isCounted[i]) {
                rows.add(row, i, column.accumulator, column.valueOf(event), time);
            }
        }
        rows.cover(row, offset, offset);
    }

    /** Merges a row into another that belongs to the caller. */
    void mergeInto(StateRows rows, int row, StateRows more, int moreRow) {
        mergeInto(rows, row, more, moreRow, all);
    }

    /** Merges some columns of a row, and its range of offsets, into another that belongs to the caller. */
    void mergeInto(StateRows rows, int row, StateRows more, int moreRow, int[] some) {
        for (int i : some) {
            rows.merge(row, i, columns[i].accumulator, more, moreRow);
        }
        rows.cover(row, more.firstOffset(moreRow), more.lastOffset(moreRow));
    }

    /** The state of a column in a row. */
    @Nullable
    Object get(StateRows rows, int row, int column) {
        return rows.get(row, column, columns[column].accumulator);
    }

    /** Whether the states of a column add up: those of counts, sums and sums of squares. */
    boolean addsUp(int column) {
        return switch (columns[column].accumulator) {
            case COUNT, SUM, SUM_OF_SQUARES -> true;
            default -> false;
        };
    }

    /** What an event adds to a column that {@linkplain #addsUp adds up}, as {@link StateRows#whole}. */
    long whole(int column, @Nullable Object[] event, int scale) {
        return StateRows.whole(columns[column].accumulator, columns[column].valueOf(event), scale);
    }

    /** What decides the form of values on the heap. */
    Object form() {
        return List.of(columns);
    }

    /** Stable numbers of the columns. */
    Set<Integer> parts() {
        Set<Integer> parts = new TreeSet<>();
        for (Column column : columns) {
            parts.add(part(column));
        }
        return parts;
    }

    private static int part(Column column) {
        return AlertIds.number("column", column.accumulator.name(), Integer.toHexString(column.id));
    }

    /** These columns, of which those of some numbers are never found in what is stored. */
    Columns without(Set<Integer> parts) {
        List<Column> others = new ArrayList<>();
        for (Column column : columns) {
            boolean gone = parts.contains(part(column));
            others.add(gone ? new Column(column.accumulator, column.input, ~column.id, column.user) : column);
        }
        return new Columns(others);
    }

    /** Writes which columns follow. */
    void writeNames(StateOutput out) {
        out.writeUnsigned(columns.length);
        for (Column column : columns) {
            out.writeByte(column.accumulator.ordinal());
            out.writeUnsigned(column.id & 0xFFFFFFFFL);
        }
    }

    /** Writes the states and offsets of a row. */
    void write(StateRows rows, int row, StateOutput out) {
        writePresent(rows, row, out);
        for (int i = 0; i < columns.length; i++) {
            Object state = get(rows, row, i);
            if (state != null) {
                columns[i].accumulator.write(state, out);
            }
        }
        out.writeUnsigned(rows.firstOffset(row));
        out.writeUnsigned(rows.lastOffset(row) - rows.firstOffset(row));
    }

    /** Which columns have data: a bit for each, 64 to a number. */
    private void writePresent(StateRows rows, int row, StateOutput out) {
        int i = 0;
        do {
            long present = 0;
            for (int bit = 0; bit < Long.SIZE && i < columns.length; bit++, i++) {
                present |= get(rows, row, i) == null ? 0 : 1L << bit;
            }
            out.writeUnsigned(present);
        } while (i < columns.length);
    }

    /** Reads which columns follow, and returns a reader for them. */
    Stored readNames(StateInput in) {
        int size = in.readSize();
        Accumulator[] accumulators = new Accumulator[size];
        int[] targets = new int[size];
        for (int i = 0; i < size; i++) {
            int ordinal = in.readByte();
            if (ordinal >= ACCUMULATORS.length) {
                throw new StateFormatException("A stored column has the unknown accumulator " + ordinal + ".");
            }
            accumulators[i] = ACCUMULATORS[ordinal];
            targets[i] = find(accumulators[i], (int) in.readUnsigned());
        }
        return new Stored(accumulators, targets, columns);
    }

    private int find(Accumulator accumulator, int id) {
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].accumulator == accumulator && columns[i].id == id) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The columns as they are stored.
     *
     * @param targets for each stored column its position now, or -1 if it is gone
     * @param columns the columns now
     */
    record Stored(Accumulator[] accumulators, int[] targets, Column[] columns) {

        /** Reads the states and offsets of a row. */
        void read(StateInput in, StateRows rows, int row) {
            long[] present = new long[1 + Math.max(0, accumulators.length - 1) / Long.SIZE];
            for (int i = 0; i < present.length; i++) {
                present[i] = in.readUnsigned();
            }
            for (int i = 0; i < accumulators.length; i++) {
                if ((present[i / Long.SIZE] >>> i & 1) != 0) {
                    Object state = accumulators[i].read(in);
                    if (targets[i] >= 0) {
                        UserColumn<?> user = columns[targets[i]].user;
                        rows.set(row, targets[i], user == null ? state : user.read((StateInput) state));
                    }
                }
            }
            long first = in.readUnsigned();
            rows.cover(row, first, first + in.readUnsigned());
        }
    }
}
