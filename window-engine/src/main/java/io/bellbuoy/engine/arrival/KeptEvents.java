package io.bellbuoy.engine.arrival;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.join.FieldValues;
import io.bellbuoy.engine.rule.StreamSpec;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of events that wait, whole, with their records. Values go by the names of their fields, so that events
 * which waited while a schema changed are read by the new one.
 */
final class KeptEvents {

    private final String stream;
    private final FieldValues fields;
    private final boolean isForwarded;

    /** @param isForwarded whether the events come from a stage before */
    KeptEvents(StreamSpec stream, boolean isForwarded) {
        this.stream = stream.name();
        this.fields = new FieldValues(stream.schema().fields());
        this.isForwarded = isForwarded;
    }

    void write(Event event, StateOutput out) {
        out.writeSigned(event.time());
        out.writeText(event.id());
        out.writeText(event.key());
        @Nullable Object[] values = new Object[event.size()];
        Arrays.setAll(values, event::value);
        fields.write(values, out);
        SourceForm.write(event.source(), out);
    }

    Event read(StateInput in) {
        long time = in.readSigned();
        String id = in.readText();
        String key = in.readText();
        var values = fields.read(in);
        SourceRecord source = SourceForm.read(in);
        long position = isForwarded ? SourceForm.position(source) : source.offset();
        return new Event(stream, time, id, key, values, source, position);
    }
}
