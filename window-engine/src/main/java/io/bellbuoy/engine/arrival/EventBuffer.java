package io.bellbuoy.engine.arrival;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.state.CellType;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import io.bellbuoy.engine.state.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events that wait until the watermark has passed their time, so that they are taken in the order of time, and of id
 * where times are equal, whatever order they arrived in. The chunk of a cell is the time of its events.
 */
public final class EventBuffer implements CellType<EventBuffer.Waiting> {

    private static final Comparator<Event> ORDER =
            Comparator.comparing(Event::id).thenComparingLong(Event::position);

    private final int id;
    private final String stream;
    private final KeptEvents form;
    private final @Nullable KeyBy by;

    /** @param by the key of the stage, whose events wait together; null at stage 0, where they wait by the record key */
    public EventBuffer(StreamSpec stream, @Nullable KeyBy by) {
        this.id = AlertIds.number("buffer", stream.name());
        this.stream = stream.name();
        this.form = new KeptEvents(stream, by != null);
        this.by = by;
    }

    /** The events of one key and time, in order. */
    public record Waiting(List<Event> events) {

        /** Copies the list. */
        public Waiting {
            events = List.copyOf(events);
        }
    }

    /** Keeps an event until the watermark is at its time. */
    public void add(TaskState state, Event event) {
        KeyState key = keyOf(state, event);
        Waiting waiting = (Waiting) key.get(id, event.time());
        List<Event> events = new ArrayList<>(waiting == null ? List.of() : waiting.events());
        events.add(event);
        events.sort(ORDER);
        state.put(key, id, event.time(), new Waiting(events));
    }

    private KeyState keyOf(TaskState state, Event event) {
        String key = by == null ? null : by.of(event);
        return key == null ? state.of(KeyBy.RECORD_KEY, event.key()) : state.of(by.space(), key);
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public Object form() {
        return EventBuffer.class;
    }

    @Override
    public boolean holdsEvents() {
        return true;
    }

    /** An event is complete when the watermark is past its time: until then others of that time may come. */
    @Override
    public long wakeAt(long chunk, Waiting value) {
        return chunk + 1;
    }

    @Override
    public void write(Waiting value, StateOutput out) {
        out.writeUnsigned(value.events().size());
        value.events().forEach(event -> form.write(event, out));
    }

    @Override
    public Waiting read(StateInput in) {
        int size = in.readSize();
        List<Event> events = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            events.add(form.read(in));
        }
        return new Waiting(events);
    }
}
