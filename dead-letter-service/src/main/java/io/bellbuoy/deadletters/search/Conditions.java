package io.bellbuoy.deadletters.search;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The conditions of a question that are given: only they become part of the statement, so that each finds its index. */
final class Conditions {

    private final StringBuilder sql = new StringBuilder();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** Adds a condition with one parameter, unless that is null. */
    Conditions add(String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            sql.append(" and (").append(condition).append(')');
            parameters.put(parameter, value);
        }
        return this;
    }

    /** Adds a condition without a parameter. */
    Conditions addIf(boolean wanted, String condition) {
        if (wanted) {
            sql.append(" and ").append(condition);
        }
        return this;
    }

    static @Nullable Object time(@Nullable Instant time) {
        return time == null ? null : OffsetDateTime.ofInstant(time, ZoneOffset.UTC);
    }

    String sql() {
        return sql.toString();
    }

    Map<String, Object> parameters() {
        return parameters;
    }
}
