package io.bellbuoy.engine.aggregate;

import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.math.BigDecimal;

/**
 * A value and its event's time: in the order of time, those of one millisecond in the order of their values, so that the
 * order of arrival does not show.
 *
 * @param time event time, epoch milliseconds
 * @param value of any field type; those that are compared are of the same
 */
record Dated(long time, Object value) implements Comparable<Dated>, StoredState {

    @Override
    public int compareTo(Dated other) {
        int order = Long.compare(time, other.time);
        return order != 0 ? order : compare(value, other.value);
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object a, Object b) {
        int order = ((Comparable<Object>) a).compareTo(b);
        // 0.1 and 0.10 are equal, but spelt differently.
        return order == 0 && a instanceof BigDecimal x ? Integer.compare(x.scale(), ((BigDecimal) b).scale()) : order;
    }

    @Override
    public void write(StateOutput out) {
        out.writeSigned(time);
        out.writeValue(value);
    }

    static Dated read(StateInput in) {
        long time = in.readSigned();
        Object value = in.readValue();
        if (value == null) {
            throw new StateFormatException("A first or last value is missing.");
        }
        return new Dated(time, value);
    }
}
