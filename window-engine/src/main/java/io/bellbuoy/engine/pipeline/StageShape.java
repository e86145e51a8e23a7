package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * What the events of a stream have in common on their way to a stage, said once a record. Fields go by their names, so that
 * events which were sent before the rules changed can be read afterwards.
 *
 * @param stream the name of the stream
 * @param topic the topic that its events were read from
 * @param fields the names of the fields that are sent, in the order of their values
 */
record StageShape(String stream, String topic, List<String> fields) {

    StageShape {
        fields = List.copyOf(fields);
    }

    void write(StateOutput out) {
        out.writeText(stream);
        out.writeText(topic);
        out.writeUnsigned(fields.size());
        fields.forEach(out::writeText);
    }

    /** Reads what {@link #write} wrote. */
    static StageShape read(StateInput in) {
        String stream = in.readText();
        String topic = in.readText();
        List<String> fields = new ArrayList<>();
        for (int count = in.readSize(); count > 0; count--) {
            fields.add(in.readText());
        }
        return new StageShape(stream, topic, fields);
    }
}
