package io.bellbuoy.engine.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One decoded, valid event. Immutable by convention: the array of values belongs to the event and is not changed.
 */
public final class Event {

    private final String stream;
    private final long time;
    private final String id;
    private final String key;
    private final @Nullable Object[] values;
    private final SourceRecord source;
    private final long position;

    /**
     * @param stream the name of the stream
     * @param time event time, milliseconds since the epoch, UTC
     * @param id the event's id: its id field, or else topic, partition and offset
     * @param key the record key, which is the value of the stream's key field
     * @param values the values of the schema's fields by position, each of its field's Java type or null
     * @param source where it was read
     */
    public Event(String stream, long time, String id, String key, @Nullable Object[] values, SourceRecord source) {
        this(stream, time, id, key, values, source, source.offset());
    }

    /**
     * @param position tells it from all other events of its stream that its task sees, at least 0; without it the offset
     *     does, since a task reads one partition of a stream
     */
    public Event(
            String stream,
            long time,
            String id,
            String key,
            @Nullable Object[] values,
            SourceRecord source,
            long position) {
        this.stream = Objects.requireNonNull(stream, "stream");
        this.time = time;
        this.id = Objects.requireNonNull(id, "id");
        this.key = Objects.requireNonNull(key, "key");
        this.values = values;
        this.source = Objects.requireNonNull(source, "source");
        this.position = position;
    }

    /** The name of its stream. */
    public String stream() {
        return stream;
    }

    /** Event time, milliseconds since the epoch, UTC. */
    public long time() {
        return time;
    }

    /** The event's id. */
    public String id() {
        return id;
    }

    /** The record key. */
    public String key() {
        return key;
    }

    /** The value at a position of the stream's schema, or null. */
    public @Nullable Object value(int position) {
        return values[position];
    }

    /** The number of values. */
    public int size() {
        return values.length;
    }

    /** Where it was read. */
    public SourceRecord source() {
        return source;
    }

    /** Where it lies among the events of its stream: no two that a task sees have the same position. */
    public long position() {
        return position;
    }

    @Override
    public String toString() {
        return stream + " " + source.topic() + "-" + source.partition() + "@" + source.offset();
    }
}
