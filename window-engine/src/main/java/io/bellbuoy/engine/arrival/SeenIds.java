package io.bellbuoy.engine.arrival;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The ids that were seen on a stream, each in a cell of its own under a hash of the id; ids of the same hash share a
 * cell and are told apart.
 */
public final class SeenIds implements CellType<SeenIds.Seen> {

    /** Ids are forgotten in this many steps over the time they are remembered, so that a key is not woken for each. */
    private static final long STEPS = 16;

    private final int id;
    private final int space;
    private final long remember;
    private final long step;

    /** @param remember how long an id is remembered at least, in milliseconds of event time */
    public SeenIds(String stream, long remember) {
        this.id = AlertIds.number("seen", stream);
        // A space of their own: a record key may have thousands of ids, which would be in the way of its other state.
        this.space = AlertIds.number("seen-space", stream) | 1;
        this.remember = remember;
        this.step = Math.max(1, remember / STEPS);
    }

    /** Ids of one hash with the times of their events. */
    record Seen(List<String> ids, List<Long> times) {

        Seen {
            ids = List.copyOf(ids);
            times = List.copyOf(times);
        }
    }

    /** Notes an event; true if one of the same id was seen within the time. */
    public boolean isDuplicate(TaskState state, Event event) {
        KeyState key = state.of(space, event.key());
        long chunk = hash(event.id());
        Seen seen = (Seen) key.get(id, chunk);
        List<String> ids = new ArrayList<>();
        List<Long> times = new ArrayList<>();
        if (seen != null) {
            int known = seen.ids().indexOf(event.id());
            if (known >= 0 && Math.abs(event.time() - seen.times().get(known)) < remember) {
                return true;
            }
            ids.addAll(seen.ids());
            times.addAll(seen.times());
            if (known >= 0) {
                ids.remove(known);
                times.remove(known);
            }
        }
        ids.add(event.id());
        times.add(event.time());
        state.put(key, id, chunk, new Seen(ids, times));
        return false;
    }

    /** Takes back that an event was seen. */
    public void forget(TaskState state, Event event) {
        KeyState key = state.of(space, event.key());
        long chunk = hash(event.id());
        Seen seen = (Seen) key.get(id, chunk);
        int known = seen == null ? -1 : seen.ids().indexOf(event.id());
        if (seen == null || known < 0) {
            return;
        }
        List<String> ids = new ArrayList<>(seen.ids());
        List<Long> times = new ArrayList<>(seen.times());
        ids.remove(known);
        times.remove(known);
        state.put(key, id, chunk, ids.isEmpty() ? null : new Seen(ids, times));
    }

    /** 64-bit FNV-1a over the UTF-8 bytes (Fowler, Noll, Vo; RFC 9923). */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
        }
        return hash;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public Set<Integer> parts() {
        return Set.of(AlertIds.number("remember", Long.toString(remember)));
    }

    @Override
    public Object form() {
        return SeenIds.class;
    }

    @Override
    public long wakeAt(long chunk, Seen value) {
        long latest = Long.MIN_VALUE;
        for (long time : value.times()) {
            latest = Math.max(latest, time);
        }
        return Math.floorDiv(latest + remember + step - 1, step) * step;
    }

    @Override
    public void write(Seen value, StateOutput out) {
        out.writeUnsigned(value.ids().size());
        for (int i = 0; i < value.ids().size(); i++) {
            out.writeText(value.ids().get(i));
            out.writeSigned(value.times().get(i));
        }
    }

    @Override
    public Seen read(StateInput in) {
        int size = in.readSize();
        List<String> ids = new ArrayList<>(size);
        List<Long> times = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            ids.add(in.readText());
            times.add(in.readSigned());
        }
        return new Seen(ids, times);
    }
}
