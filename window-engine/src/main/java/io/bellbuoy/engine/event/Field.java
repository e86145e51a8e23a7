package io.bellbuoy.engine.event;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field of a stream that rules may use.
 *
 * @param name the name in the event, as rules spell it
 * @param type the type of its values
 * @param required whether an event without it is invalid
 * @param minimum the smallest valid value, inclusive; null for none; only for {@link FieldType#DECIMAL}
 * @param maximum the largest valid value, inclusive; null for none; only for {@link FieldType#DECIMAL}
 */
public record Field(
        String name,
        FieldType type,
        boolean required,
        @Nullable BigDecimal minimum,
        @Nullable BigDecimal maximum) {

    public Field {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        if (name.isBlank()) {
            throw new IllegalArgumentException("A field's name must not be blank.");
        }
        if ((minimum != null || maximum != null) && type != FieldType.DECIMAL) {
            throw new IllegalArgumentException("Field '" + name + "' has a minimum or maximum but is of type " + type
                    + "; bounds are for DECIMAL fields only.");
        }
    }

    /** An optional field without bounds. */
    public static Field of(String name, FieldType type) {
        return new Field(name, type, false, null, null);
    }

    /** Whether a decimal is below the minimum. */
    public boolean isBelowMinimum(BigDecimal decimal) {
        return minimum != null && decimal.compareTo(minimum) < 0;
    }

    /** Whether a decimal is above the maximum. */
    public boolean isAboveMaximum(BigDecimal decimal) {
        return maximum != null && decimal.compareTo(maximum) > 0;
    }

    /** This field, required. */
    public Field asRequired() {
        return new Field(name, type, true, minimum, maximum);
    }
}
