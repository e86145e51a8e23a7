package io.bellbuoy.engine.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;

/** The types that a field, a feature or a computed value can have; any of them may be null at run time. */
public enum FieldType {
    /** An exact decimal, {@link BigDecimal}. The one number type of rules. */
    DECIMAL(BigDecimal.class),
    /** Text, {@link String}. */
    STRING(String.class),
    /** A truth value, {@link Boolean}. Aggregates take it as 0 and 1. */
    BOOLEAN(Boolean.class),
    /** A point in time with millisecond precision, {@link Instant}. */
    TIMESTAMP(Instant.class);

    private final Class<?> javaType;

    FieldType(Class<?> javaType) {
        this.javaType = javaType;
    }

    /** Its name as declarations spell it. */
    public String spelling() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The Java class of the values of this type. */
    public Class<?> javaType() {
        return javaType;
    }
}
