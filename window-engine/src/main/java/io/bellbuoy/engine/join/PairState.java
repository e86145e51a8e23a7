package io.bellbuoy.engine.join;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of one side of a join that may still find partners: a cell for those of each time. Immutable itself; the state
 * is in the cells.
 */
public final class PairState implements CellType<PairState.Waiting> {

    /** Events are forgotten in this many steps over the time they are kept, so that a key is not woken for each. */
    private static final long STEPS = 16;

    private final int id;
    private final int space;
    private final FieldValues fields;
    private final long keep;
    private final long step;

    /**
     * @param join what tells the join's state from that of others; both sides share a key space
     * @param side which side it is
     * @param fields the fields that are kept of an event
     * @param keep for how long an event may find partners, in milliseconds
     */
    public PairState(String join, String side, List<Field> fields, long keep) {
        this.id = AlertIds.number("pairs", join, side);
        // A space of its own: many events of a key would be in the way of the key's other state.
        this.space = AlertIds.number("pairs-space", join) | 1;
        this.fields = new FieldValues(fields);
        this.keep = keep;
        this.step = Math.max(1, keep / STEPS);
    }

    /**
     * An event that is kept.
     *
     * @param values the values of the kept fields, not to be changed
     */
    public record Kept(String id, long time, @Nullable Object[] values) {}

    /** The events of one key and time, by id. */
    public record Waiting(List<Kept> events) {

        public Waiting {
            events = List.copyOf(events);
        }
    }

    /** The key space of both sides. */
    public int space() {
        return space;
    }

    /** Keeps an event. */
    public void add(TaskState state, KeyState key, Kept event) {
        Waiting known = (Waiting) key.get(id, event.time());
        List<Kept> events = new ArrayList<>(known == null ? List.of() : known.events());
        events.add(event);
        events.sort(Comparator.comparing(Kept::id));
        state.put(key, id, event.time(), new Waiting(events));
    }

    /** Visits the events of {@code [from, to]}, by time and id. */
    public void forEach(KeyState key, long from, long to, Consumer<Kept> visitor) {
        List<Kept> found = new ArrayList<>();
        for (int i = key.seek(id, from); key.isOf(id, i) && key.chunkAt(i) <= to; i++) {
            Waiting waiting = (Waiting) key.valueAt(i);
            if (waiting != null) {
                found.addAll(waiting.events());
            }
        }
        // Afterwards, since a visitor may change the key.
        found.forEach(visitor);
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public long wakeAt(long chunk, Waiting value) {
        return Math.floorDiv(chunk + keep + step, step) * step;
    }

    @Override
    public void write(Waiting value, StateOutput out) {
        out.writeUnsigned(value.events().size());
        for (Kept event : value.events()) {
            out.writeText(event.id());
            out.writeSigned(event.time());
            fields.write(event.values(), out);
        }
    }

    @Override
    public Waiting read(StateInput in) {
        int size = in.readSize();
        List<Kept> events = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            events.add(new Kept(in.readText(), in.readSigned(), fields.read(in)));
        }
        return new Waiting(events);
    }

    @Override
    public String toString() {
        return "pairs " + Integer.toHexString(id);
    }
}
