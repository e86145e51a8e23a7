package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.arrival.SourceForm;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.Schema;
import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.event.StoredRecord;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of an event between stages: time, id, key, the values of its shape's fields, and the record that it was read
 * from, which a dead or late letter repeats. It reads the events of one shape for one stage.
 */
final class StageEventForm {

    private static final int KEY = 1;
    /** The record's key is that of the event, which need not be said again. */
    private static final int SAME_KEY = 2;

    private static final int VALUE = 4;
    private static final int HEADERS = 8;

    /** Room for all but the texts and the record, so that few buffers have to grow. */
    private static final int USUAL_BYTES = 128;

    private final StageShape shape;
    private final @Nullable Schema schema;
    /** By field of the shape; -1 for one that the stage no longer has. */
    private final int[] positions;

    /** @param stage the plan of the stage that reads */
    StageEventForm(StageShape shape, Plan stage) {
        Schema known = stage.schema(shape.stream());
        this.shape = shape;
        this.schema = known;
        this.positions = shape.fields().stream()
                .mapToInt(name -> known == null ? -1 : known.position(name))
                .toArray();
    }

    /** A buffer as large as an event will probably need, with all that goes before its values. */
    static StateOutput begin(Event event) {
        byte[] value = event.source().value();
        StateOutput out = new StateOutput(USUAL_BYTES + (value == null ? 0 : value.length));
        out.writeSigned(event.time());
        out.writeText(event.id());
        out.writeText(event.key());
        return out;
    }

    /** Writes what goes after the values. */
    static void end(Event event, StateOutput out) {
        SourceRecord source = event.source();
        byte[] key = source.key();
        byte[] value = source.value();
        List<SourceRecord.Header> headers = source.headers();
        boolean isSame = key != null && isAscii(event.key(), key);
        out.writeUnsigned(source.partition());
        out.writeUnsigned(source.offset());
        out.writeSigned(source.timestamp() - event.time());
        out.writeByte((isSame ? SAME_KEY : key != null ? KEY : 0)
                | (value != null ? VALUE : 0)
                | (headers.isEmpty() ? 0 : HEADERS));
        if (key != null && !isSame) {
            out.writeBytes(key);
        }
        if (value != null) {
            out.writeBytes(value);
        }
        if (!headers.isEmpty()) {
            writeHeaders(headers, out);
        }
    }

    private static void writeHeaders(List<SourceRecord.Header> headers, StateOutput out) {
        out.writeUnsigned(headers.size());
        for (SourceRecord.Header header : headers) {
            byte[] value = header.value();
            out.writeText(header.name());
            out.writeByte(value == null ? 0 : 1);
            if (value != null) {
                out.writeBytes(value);
            }
        }
    }

    /** Whether bytes are a text of ASCII. */
    private static boolean isAscii(String text, byte[] bytes) {
        if (text.length() != bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] < 0 || bytes[i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads an event.
     *
     * @return null if the stage no longer reads its stream
     */
    @Nullable
    Event read(StateInput in) {
        if (schema == null) {
            return null;
        }
        long time = in.readSigned();
        String id = in.readText();
        String key = in.readText();
        @Nullable Object[] values = new Object[schema.size()];
        for (int position : positions) {
            Object value = in.readValue();
            if (position >= 0) {
                values[position] = value;
            }
        }
        SourceRecord source = readSource(in, key, time);
        return new Event(shape.stream(), time, id, key, values, source, SourceForm.position(source));
    }

    private SourceRecord readSource(StateInput in, String eventKey, long time) {
        int partition = (int) in.readUnsigned();
        long offset = in.readUnsigned();
        long timestamp = time + in.readSigned();
        int parts = in.readByte();
        byte[] key = null;
        if ((parts & SAME_KEY) != 0) {
            key = eventKey.getBytes(StandardCharsets.UTF_8);
        } else if ((parts & KEY) != 0) {
            key = in.readBytes();
        }
        byte[] value = (parts & VALUE) != 0 ? in.readBytes() : null;
        List<SourceRecord.Header> headers = (parts & HEADERS) != 0 ? readHeaders(in) : List.of();
        return new StoredRecord(shape.topic(), partition, offset, timestamp, key, value, headers);
    }

    private static List<SourceRecord.Header> readHeaders(StateInput in) {
        List<SourceRecord.Header> headers = new ArrayList<>();
        for (int count = in.readSize(); count > 0; count--) {
            headers.add(new SourceRecord.Header(in.readText(), in.readByte() == 0 ? null : in.readBytes()));
        }
        return List.copyOf(headers);
    }
}
