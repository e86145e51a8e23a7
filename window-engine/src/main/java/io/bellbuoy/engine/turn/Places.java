package io.bellbuoy.engine.turn;

import io.bellbuoy.engine.event.SourceRecord;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** For each stream the partition that its records of this task lie in, known from the first record on. */
public final class Places {

    /** A partition of a topic. */
    public record Place(String topic, int partition) {}

    private final @Nullable Place[] places;

    /** @param streams how many there are */
    public Places(int streams) {
        places = new Place[streams];
    }

    /** Notes where a record of a stream, named by its index, was read. */
    public void note(int stream, SourceRecord source) {
        if (places[stream] == null) {
            places[stream] = new Place(source.topic(), source.partition());
        }
    }

    /** The place of a stream, asked for when it is needed; null before its first record. */
    public Supplier<@Nullable Place> of(int stream) {
        return () -> places[stream];
    }

    /** Writes all places. */
    public void write(StateOutput out) {
        for (Place place : places) {
            out.writeByte(place == null ? 0 : 1);
            if (place != null) {
                out.writeText(place.topic());
                out.writeUnsigned(place.partition());
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    public void read(StateInput in) {
        for (int i = 0; i < places.length; i++) {
            places[i] = in.readByte() == 0 ? null : new Place(in.readText(), (int) in.readUnsigned());
        }
    }
}
