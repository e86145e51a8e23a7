package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;

/**
 * A value and its event's place: events are in the order of their time, those of one millisecond in the order of their
 * partition. No two events have the same place.
 *
 * @param time event time, epoch milliseconds
 * @param offset where the event lies in its partition
 * @param value of any field type
 */
record Dated(long time, long offset, Object value) implements Comparable<Dated>, StoredState {

    @Override
    public int compareTo(Dated other) {
        int order = Long.compare(time, other.time);
        return order != 0 ? order : Long.compare(offset, other.offset);
    }

    @Override
    public void write(StateOutput out) {
        out.writeSigned(time);
        out.writeUnsigned(offset);
        out.writeValue(value);
    }

    static Dated read(StateInput in) {
        long time = in.readSigned();
        long offset = in.readUnsigned();
        Object value = in.readValue();
        if (value == null) {
            throw new StateFormatException("A first or last value is missing.");
        }
        return new Dated(time, offset, value);
    }
}
