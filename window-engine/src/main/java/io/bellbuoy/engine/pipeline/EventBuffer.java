package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.measure.KeyBy;
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
final class EventBuffer implements CellType<EventBuffer.Waiting> {

    private static final Comparator<Event> ORDER = Comparator.comparing(Event::id)
            .thenComparingLong(event -> event.source().offset());

    private final int id;
    private final String stream;

    EventBuffer(String stream) {
        this.id = AlertIds.number("buffer", stream);
        this.stream = stream;
    }

    /** The events of one key and time, in order. */
    record Waiting(List<Event> events) {

        Waiting {
            events = List.copyOf(events);
        }
    }

    void add(TaskState state, Event event) {
        KeyState key = state.of(KeyBy.RECORD_KEY, event.key());
        Waiting waiting = (Waiting) key.get(id, event.time());
        List<Event> events = new ArrayList<>(waiting == null ? List.of() : waiting.events());
        events.add(event);
        events.sort(ORDER);
        state.put(key, id, event.time(), new Waiting(events));
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
        value.events().forEach(event -> write(event, out));
    }

    /** Writes an event whole, with its record. */
    static void write(Event event, StateOutput out) {
        out.writeSigned(event.time());
        out.writeText(event.id());
        out.writeText(event.key());
        out.writeUnsigned(event.size());
        for (int i = 0; i < event.size(); i++) {
            out.writeValue(event.value(i));
        }
        writeSource(event.source(), out);
    }

    private static void writeSource(SourceRecord source, StateOutput out) {
        out.writeText(source.topic());
        out.writeUnsigned(source.partition());
        out.writeUnsigned(source.offset());
        out.writeSigned(source.timestamp());
        writeBytes(source.key(), out);
        writeBytes(source.value(), out);
        out.writeUnsigned(source.headers().size());
        for (SourceRecord.Header header : source.headers()) {
            out.writeText(header.name());
            writeBytes(header.value(), out);
        }
    }

    private static void writeBytes(byte @Nullable [] bytes, StateOutput out) {
        out.writeByte(bytes == null ? 0 : 1);
        if (bytes != null) {
            out.writeBytes(bytes);
        }
    }

    @Override
    public Waiting read(StateInput in) {
        int size = in.readSize();
        List<Event> events = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            events.add(read(stream, in));
        }
        return new Waiting(events);
    }

    /** Reads what {@link #write(Event, StateOutput)} wrote. */
    static Event read(String stream, StateInput in) {
        long time = in.readSigned();
        String eventId = in.readText();
        String key = in.readText();
        @Nullable Object[] values = new Object[in.readSize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readValue();
        }
        return new Event(stream, time, eventId, key, values, readSource(in));
    }

    private static SourceRecord readSource(StateInput in) {
        String topic = in.readText();
        int partition = (int) in.readUnsigned();
        long offset = in.readUnsigned();
        long timestamp = in.readSigned();
        byte[] key = readBytes(in);
        byte[] value = readBytes(in);
        List<SourceRecord.Header> headers = new ArrayList<>();
        for (int count = in.readSize(); count > 0; count--) {
            headers.add(new SourceRecord.Header(in.readText(), readBytes(in)));
        }
        return new StoredRecord(topic, partition, offset, timestamp, key, value, List.copyOf(headers));
    }

    private static byte @Nullable [] readBytes(StateInput in) {
        return in.readByte() == 0 ? null : in.readBytes();
    }
}
