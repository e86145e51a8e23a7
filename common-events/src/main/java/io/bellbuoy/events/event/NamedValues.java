package io.bellbuoy.events.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The maps that the outgoing records carry: ordered, unmodifiable, and checked once. */
public final class NamedValues {

    private NamedValues() {}

    /**
     * A key: field to value, in the order of the rule's {@code by}; empty for a rule without a key.
     *
     * @param key the fields and their values as text
     * @return an unmodifiable copy in the same order
     * @throws NullPointerException if a field or a value is null; the message is {@code key}
     */
    public static Map<String, String> key(Map<String, String> key) {
        Map<String, String> copy = new LinkedHashMap<>(Objects.requireNonNull(key, "key"));
        copy.forEach((name, value) -> {
            Objects.requireNonNull(name, "key");
            Objects.requireNonNull(value, "key");
        });
        return Collections.unmodifiableMap(copy);
    }

    /**
     * Computed values: name to {@link BigDecimal}, {@link String}, {@link Boolean}, {@link Instant}, or null for no
     * data.
     *
     * @param values the names and values
     * @return an unmodifiable copy in the same order
     * @throws NullPointerException if a name is null
     * @throws IllegalArgumentException if a value is of another type
     */
    public static Map<String, @Nullable Object> values(Map<String, @Nullable Object> values) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(Objects.requireNonNull(values, "values"));
        copy.forEach((name, value) -> {
            Objects.requireNonNull(name, "values");
            if (value != null && !isScalar(value)) {
                throw new IllegalArgumentException(
                        "values holds a " + value.getClass().getSimpleName()
                                + "; allowed are BigDecimal, String, Boolean, Instant and null. Convert it first.");
            }
        });
        return Collections.unmodifiableMap(copy);
    }

    private static boolean isScalar(Object value) {
        return value instanceof BigDecimal
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Instant;
    }
}
