package io.bellbuoy.engine.rule;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream's event time comes from.
 *
 * @param kind which of the three notions of time
 * @param field the event's field for {@link Kind#EVENT}, else null
 */
public record TimeSource(Kind kind, @Nullable String field) {

    /** The three notions of time. */
    public enum Kind {
        /** A field of the event. */
        EVENT,
        /** The timestamp of the Kafka record. */
        INGESTION,
        /** The clock when the event is processed. */
        PROCESSING
    }

    public TimeSource {
        Objects.requireNonNull(kind, "kind");
        if ((kind == Kind.EVENT) != (field != null)) {
            throw new IllegalArgumentException(
                    "A field is for event time, and only for it; found kind=" + kind + ", field=" + field + ".");
        }
    }

    /** Event time from a field. */
    public static TimeSource field(String name) {
        return new TimeSource(Kind.EVENT, name);
    }

    /** The record's timestamp. */
    public static TimeSource ingestion() {
        return new TimeSource(Kind.INGESTION, null);
    }

    /** The clock at processing. */
    public static TimeSource processing() {
        return new TimeSource(Kind.PROCESSING, null);
    }
}
