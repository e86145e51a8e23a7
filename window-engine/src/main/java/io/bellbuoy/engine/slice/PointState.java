package io.bellbuoy.engine.slice;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * State for trailing windows: every event of the longest window, exactly, in packed chunks with totals, so that
 * {@code (t - size, t]} is answered for any size and any t in as many steps as there are chunks. Immutable itself; the
 * state is in the cells.
 */
public final class PointState extends WindowState {

    private final int[] inputs;
    private final long retention;

    /**
     * @param id the number of the cells
     * @param columns what is aggregated
     * @param inputs which values of an event are kept: a stable number of each one's text
     * @param retention how long an event is kept, in milliseconds: the longest window and the lateness
     */
    public PointState(int id, Columns columns, int[] inputs, long retention) {
        super(id, columns.overEvents());
        this.inputs = inputs.clone();
        this.retention = retention;
    }

    @Override
    public void add(TaskState state, KeyState key, long time, @Nullable Object[] event, long offset) {
        PointIndex index = key.derived(id, PointIndex.class);
        if (index != null && index.isChunk(index.head())) {
            int at = index.home(time);
            add(state, key, index.start(at), index.chunk(at), at + 1 == index.end(), time, event, offset);
            return;
        }
        int position = lastChunkAt(key, time);
        if (position < 0) {
            state.put(key, id, time, PointChunk.of(columns, time, offset, event));
        } else {
            PointChunk chunk = (PointChunk) key.valueAt(position);
            boolean isLast = !key.isOf(id, position + 1);
            add(state, key, key.chunkAt(position), chunk, isLast, time, event, offset);
        }
    }

    /** Adds to a chunk, or begins a new one behind the last. */
    private void add(
            TaskState state,
            KeyState key,
            long label,
            PointChunk chunk,
            boolean isLast,
            long time,
            @Nullable Object[] event,
            long offset) {
        if (chunk.size() >= PointChunk.POINTS && isLast && time > chunk.lastTime()) {
            state.put(key, id, time, PointChunk.of(columns, time, offset, event));
        } else {
            store(state, key, label, chunk.with(columns, time, offset, event));
        }
    }

    /** The position of the chunk that a point belongs to: the last that begins at or before it, else the first; or -1. */
    private int lastChunkAt(KeyState key, long time) {
        int at = key.seek(id, time);
        if (key.isOf(id, at) && key.chunkAt(at) == time && key.valueAt(at) != null) {
            return at;
        }
        for (int before = at - 1; key.isOf(id, before); before--) {
            if (key.valueAt(before) != null) {
                return before;
            }
        }
        for (int after = at; key.isOf(id, after); after++) {
            if (key.valueAt(after) != null) {
                return after;
            }
        }
        return -1;
    }

    private void store(TaskState state, KeyState key, long label, PointChunk chunk) {
        int split = chunk.size() > PointChunk.POINTS ? chunk.splitIndex() : 0;
        PointChunk left = split == 0 ? chunk : chunk.range(columns, 0, split);
        if (left.firstTime() != label) {
            state.put(key, id, label, null);
        }
        state.put(key, id, left.firstTime(), left);
        if (split > 0) {
            PointChunk right = chunk.range(columns, split, chunk.size());
            state.put(key, id, right.firstTime(), right);
        }
    }

    /**
     * Adds the totals of the events in {@code (after, upTo]}.
     *
     * @param without the offset of an event to leave out, or -1
     */
    public void total(KeyState key, long after, long upTo, long without, Totals into) {
        int position = lastChunkAt(key, after);
        if (position < 0) {
            return;
        }
        int last = key.seek(id, upTo + 1) - 1;
        while (last > position && key.valueAt(last) == null) {
            last--;
        }
        boolean busy = last - position > Stretches.WORTHWHILE;
        if (busy) {
            total(key, position, after, upTo, without, into);
            // Each chunk ends before the next one begins, so all but the first and the last lie wholly in the window.
            stretches(key).total(key.chunkAt(position) + 1, key.chunkAt(last), into);
        }
        for (int i = busy ? last : position; i <= last; i++) {
            total(key, i, after, upTo, without, into);
        }
        for (int column : into.counted()) {
            into.count(column, different(key, position, last, after, upTo, without, column));
        }
    }

    /** How many different values of a column there are in {@code (after, upTo]}, which is in the chunks of these positions. */
    private long different(KeyState key, int first, int last, long after, long upTo, long without, int column) {
        PointIndex known = index(key);
        Recurrences recurrences = known == null ? null : known.recurrences(column);
        if (known != null && recurrences != null) {
            int home = known.floor(upTo);
            return recurrences.count(after, upTo, home, without < 0 ? -1 : known.point(home, without, upTo));
        }
        Set<String> different = new HashSet<>();
        for (int i = first; i <= last; i++) {
            PointChunk chunk = (PointChunk) key.valueAt(i);
            int end = chunk == null ? 0 : chunk.firstAfter(upTo);
            for (int point = chunk == null ? 0 : chunk.firstAfter(after); point < end; point++) {
                String text = columns.text(column, chunk.event(point));
                if (text != null && chunk.offset(point) != without) {
                    different.add(text);
                }
            }
        }
        return different.size();
    }

    /** The index of a key's chunks; null if there are so few that it is not worth while. */
    @Nullable
    PointIndex index(KeyState key) {
        PointIndex known = key.derived(id, PointIndex.class);
        if (known == null && chunks(key) >= PointIndex.WORTHWHILE) {
            known = new PointIndex(key, id, columns);
            key.derive(id, known);
        }
        return known;
    }

    private int chunks(KeyState key) {
        return key.seek(id, Long.MAX_VALUE) - key.seek(id, Long.MIN_VALUE);
    }

    private Stretches stretches(KeyState key) {
        Stretches known = key.derived(id, Stretches.class);
        if (known != null && known.fits(chunks(key))) {
            return known;
        }
        Stretches made = new Stretches(key, id, columns);
        key.derive(id, made);
        return made;
    }

    private static void total(KeyState key, int position, long after, long upTo, long without, Totals into) {
        PointChunk chunk = (PointChunk) key.valueAt(position);
        if (chunk != null) {
            total(chunk, after, upTo, without, into);
        }
    }

    private static void total(PointChunk chunk, long after, long upTo, long without, Totals into) {
        boolean whole = chunk.firstTime() > after && chunk.lastTime() <= upTo;
        if (whole) {
            boolean isComplete = without < 0 || chunk.lastTime() < upTo;
            StateRows totals = isComplete ? chunk.totals() : chunk.totalsWithout(without);
            if (totals != null) {
                into.merge(totals, 0);
                return;
            }
        }
        int end = chunk.firstAfter(upTo);
        for (int i = chunk.firstAfter(after); i < end; i++) {
            if (chunk.offset(i) != without) {
                into.add(chunk.event(i), chunk.time(i), chunk.offset(i));
            }
        }
    }

    /** A chunk is woken to be removed, when no window reaches its last event. */
    @Override
    public long wakeAt(long chunk, Object value) {
        return ((PointChunk) value).lastTime() + retention;
    }

    /** Points hold inputs, of which the totals are made when they are read. */
    @Override
    Set<Integer> held() {
        Set<Integer> parts = new TreeSet<>();
        for (int input : inputs) {
            parts.add(input);
        }
        return parts;
    }

    @Override
    int kept() {
        return AlertIds.number("kept", Long.toString(retention));
    }

    @Override
    public Object form() {
        return List.of(columns.form(), Arrays.toString(inputs));
    }

    @Override
    public CellType<Object> without(Set<Integer> parts) {
        int[] others = Arrays.stream(inputs)
                .map(input -> parts.contains(input) ? ~input : input)
                .toArray();
        return new PointState(id, columns, others, retention);
    }

    @Override
    public void write(Object value, StateOutput out) {
        PointChunk chunk = (PointChunk) value;
        out.writeUnsigned(inputs.length);
        for (int input : inputs) {
            out.writeUnsigned(input & 0xFFFFFFFFL);
        }
        out.writeUnsigned(chunk.size());
        long time = 0;
        long offset = 0;
        for (int i = 0; i < chunk.size(); i++) {
            out.writeSigned(chunk.time(i) - time);
            out.writeSigned(chunk.offset(i) - offset);
            time = chunk.time(i);
            offset = chunk.offset(i);
            for (Object input : chunk.event(i)) {
                out.writeValue(input);
            }
        }
    }

    @Override
    public Object read(StateInput in) {
        int[] targets = readInputs(in);
        int size = in.readSize();
        long[] times = new long[size];
        long[] offsets = new long[size];
        @Nullable Object[][] events = new Object[size][inputs.length];
        long time = 0;
        long offset = 0;
        for (int i = 0; i < size; i++) {
            time += in.readSigned();
            offset += in.readSigned();
            times[i] = time;
            offsets[i] = offset;
            for (int target : targets) {
                Object value = in.readValue();
                if (target >= 0) {
                    events[i][target] = value;
                }
            }
        }
        return new PointChunk(columns, times, offsets, events);
    }

    /** For each stored input its position now, or -1 if it is gone. */
    private int[] readInputs(StateInput in) {
        int[] targets = new int[in.readSize()];
        for (int i = 0; i < targets.length; i++) {
            int id = (int) in.readUnsigned();
            targets[i] = -1;
            for (int j = 0; j < inputs.length; j++) {
                if (inputs[j] == id) {
                    targets[i] = j;
                }
            }
        }
        return targets;
    }
}
