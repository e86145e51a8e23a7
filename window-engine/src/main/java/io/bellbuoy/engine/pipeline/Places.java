package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** For each stream the partition that its records of this task lie in, known from the first record on. */
final class Places {

    /** A partition of a topic. */
    record Place(String topic, int partition) {}

    private final @Nullable Place[] places;

    Places(int streams) {
        places = new Place[streams];
    }

    void note(int stream, SourceRecord source) {
        if (places[stream] == null) {
            places[stream] = new Place(source.topic(), source.partition());
        }
    }

    Supplier<@Nullable Place> of(int stream) {
        return () -> places[stream];
    }

    void write(StateOutput out) {
        for (Place place : places) {
            out.writeByte(place == null ? 0 : 1);
            if (place != null) {
                out.writeText(place.topic());
                out.writeUnsigned(place.partition());
            }
        }
    }

    void read(StateInput in) {
        for (int i = 0; i < places.length; i++) {
            places[i] = in.readByte() == 0 ? null : new Place(in.readText(), (int) in.readUnsigned());
        }
    }
}
