package io.bellbuoy.engine.join;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of an event's values: each under the number of its field's name and type, so that fields may be added,
 * moved and removed. Immutable.
 */
public final class FieldValues {

    private final int[] fields;

    /** @param fields the fields, in the order of their values */
    public FieldValues(List<Field> fields) {
        this.fields = fields.stream()
                .mapToInt(field ->
                        AlertIds.number("field", field.name(), field.type().name()))
                .toArray();
    }

    /** Writes the values that are there. */
    public void write(@Nullable Object[] values, StateOutput out) {
        out.writeUnsigned(Arrays.stream(values).filter(value -> value != null).count());
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                out.writeUnsigned(fields[i] & 0xFFFFFFFFL);
                out.writeValue(values[i]);
            }
        }
    }

    /** The values by their fields' positions now; null where a field was not known then. */
    public @Nullable Object[] read(StateInput in) {
        @Nullable Object[] values = new Object[fields.length];
        for (int count = in.readSize(); count > 0; count--) {
            int field = (int) in.readUnsigned();
            Object value = in.readValue();
            for (int i = 0; i < fields.length; i++) {
                if (fields[i] == field) {
                    values[i] = value;
                }
            }
        }
        return values;
    }
}
