package io.bellbuoy.engine.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a stream, in a fixed order: the position of a field here is the position of its value in
 * {@link Event#value(int)}. Immutable.
 */
public final class Schema {

    private final List<Field> fields;
    private final Map<String, Integer> positions = new HashMap<>();

    /**
     * @param fields the fields, in the order of their values
     * @throws IllegalArgumentException if a name occurs twice
     */
    public Schema(List<Field> fields) {
        this.fields = List.copyOf(fields);
        for (int i = 0; i < this.fields.size(); i++) {
            String name = this.fields.get(i).name();
            if (positions.put(name, i) != null) {
                throw new IllegalArgumentException("Field '" + name + "' occurs twice in the schema; name it once.");
            }
        }
    }

    /** The fields in the order of their values. */
    public List<Field> fields() {
        return fields;
    }

    /** The number of fields. */
    public int size() {
        return fields.size();
    }

    /** The position of a field, or -1 if the schema has none of that name. */
    public int position(String name) {
        return positions.getOrDefault(name, -1);
    }

    /** Whether the schema has a field of that name. */
    public boolean has(String name) {
        return positions.containsKey(name);
    }

    @Override
    public String toString() {
        return "Schema" + fields;
    }
}
