package io.bellbuoy.engine.condition;

import io.bellbuoy.engine.event.FieldType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of a transaction and one feature, with values that a test sets; all others are null. */
final class Values implements Bindings {

    private final Names names = new Names();
    private final Map<Integer, Object> values = new HashMap<>();

    Values() {
        for (String name : new String[] {"amount", "total", "n", "features.mean30d"}) {
            names.add(name, FieldType.DECIMAL);
        }
        names.add("country", FieldType.STRING);
        names.add("status", FieldType.STRING);
        names.add("flag", FieldType.BOOLEAN);
        names.add("vip", FieldType.BOOLEAN);
        names.add("timestamp", FieldType.TIMESTAMP);
        names.add("dueAt", FieldType.TIMESTAMP);
    }

    Names names() {
        return names;
    }

    /** Sets a value; a number is written as a string. */
    Values with(String name, @Nullable Object value) {
        Names.Slot slot = names.find(name);
        if (slot == null) {
            throw new IllegalArgumentException("No name '" + name + "'.");
        }
        boolean digits = slot.type() == FieldType.DECIMAL && value instanceof String;
        values.put(slot.index(), digits ? new BigDecimal((String) value) : value);
        return this;
    }

    /** The values by name; a name without a value is absent. */
    Map<String, Object> byName() {
        Map<String, Object> result = new LinkedHashMap<>();
        names.all().forEach((name, slot) -> {
            Object value = values.get(slot.index());
            if (value != null) {
                result.put(name, value);
            }
        });
        return result;
    }

    @Override
    public @Nullable Object value(int slot) {
        return values.get(slot);
    }

    @Override
    public String toString() {
        return byName().toString();
    }
}
