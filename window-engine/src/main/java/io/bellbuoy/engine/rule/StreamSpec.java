package io.bellbuoy.engine.rule;

import io.bellbuoy.engine.event.FieldType;
import io.bellbuoy.engine.event.Schema;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events.
 *
 * @param name the name that rules use
 * @param schema its fields
 * @param id the field with the event's id; null if events have none (topic, partition and offset stand in for it)
 * @param key the field whose value is the record key
 * @param time where event time comes from
 * @param outOfOrderness how far an event may lag behind the newest one before it is late
 * @param idleTimeout how long the source may be silent before it no longer holds back the watermark; 0: at once
 * @param maxFuture how far event time may be ahead of the record's timestamp
 * @param deduplicate for how long ids are remembered, so that a second event of the same id is dropped; null: not at all
 * @param allowWatermarks whether watermark records are accepted
 */
public record StreamSpec(
        String name,
        Schema schema,
        @Nullable String id,
        String key,
        TimeSource time,
        Duration outOfOrderness,
        Duration idleTimeout,
        Duration maxFuture,
        @Nullable Duration deduplicate,
        boolean allowWatermarks) {

    public StreamSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(schema, "schema");
        Objects.requireNonNull(time, "time");
        require(name, schema, "key", key, FieldType.STRING);
        if (id != null) {
            require(name, schema, "id", id, FieldType.STRING);
        }
        if (time.field() != null) {
            require(name, schema, "time", time.field(), FieldType.TIMESTAMP);
        }
        if (deduplicate != null && id == null) {
            throw new RuleException(
                    "stream '" + name + "'",
                    "deduplicate",
                    deduplicate + " without id",
                    "deduplicate together with id, the field that holds the id");
        }
        if (deduplicate != null && (deduplicate.isNegative() || deduplicate.isZero())) {
            throw new RuleException(
                    "stream '" + name + "'",
                    "deduplicate",
                    deduplicate.toString(),
                    "a time longer than 0, or no deduplicate");
        }
        requireNotNegative(name, "out-of-orderness", outOfOrderness);
        requireNotNegative(name, "idle-timeout", idleTimeout);
        requireNotNegative(name, "max-future", maxFuture);
    }

    /** A stream with the usual settings: 5 s out of order, idle after 30 s, at most 5 min ahead, no deduplication. */
    public static StreamSpec of(String name, Schema schema, @Nullable String id, String key, TimeSource time) {
        return new StreamSpec(
                name,
                schema,
                id,
                key,
                time,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                null,
                false);
    }

    private static void require(String stream, Schema schema, String role, String field, FieldType type) {
        int position = schema.position(field);
        if (position < 0) {
            throw new RuleException(
                    "stream '" + stream + "'",
                    role,
                    "the field '" + field + "', which the schema does not have",
                    "one of its fields"
                            + Nearest.hint(
                                    field,
                                    schema.fields().stream().map(f -> f.name()).toList()));
        }
        FieldType found = schema.fields().get(position).type();
        if (found != type) {
            throw new RuleException(
                    "stream '" + stream + "'",
                    role,
                    "the field '" + field + "' of type " + found.spelling(),
                    "a field of type " + type.spelling());
        }
    }

    private static void requireNotNegative(String stream, String property, Duration value) {
        if (value.isNegative()) {
            throw new RuleException("stream '" + stream + "'", property, value.toString(), "0 or a longer time");
        }
    }
}
