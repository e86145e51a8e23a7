package io.bellbuoy.deadletters.redrive.job;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which dead letters are meant. */
public interface Selection {

    /**
     * A condition of SQL over the columns of the table {@code dead_letter}, whose alias is {@code d}, with named parameters. It must come from code,
     * never from what somebody typed.
     */
    String condition();

    /** The values of its parameters, by name; {@code job, target, limit, states, state, reason} are taken. */
    Map<String, Object> parameters();

    /** In words, for people. */
    String description();

    /**
     * These dead letters.
     *
     * @param ids of the table's rows, at least one
     */
    static Selection ids(List<Long> ids) {
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("No dead letter is named; name at least one.");
        }
        String named = ids.size() <= 10 ? ids.toString() : ids.size() + " by id";
        return of("id in (:ids)", Map.of("ids", List.copyOf(ids)), "dead letters " + named);
    }

    /** All of a group. */
    static Selection group(String fingerprint) {
        return of("fingerprint = :fingerprint", Map.of("fingerprint", fingerprint), "group " + fingerprint);
    }

    /** Those that were collected no later than another: what somebody has looked at, without what came in since. */
    static Selection upTo(long id) {
        return of("id <= :upTo", Map.of("upTo", id), "up to dead letter " + id);
    }

    /** All that came from a topic. */
    static Selection origin(String topic) {
        return of("origin_topic = :origin", Map.of("origin", topic), "from topic " + topic);
    }

    /**
     * All that were written in a time.
     *
     * @param from the beginning, which is part of it
     * @param to the end, which is not
     */
    static Selection written(Instant from, Instant to) {
        Map<String, Object> bounds = Map.of("writtenFrom", utc(from), "writtenTo", utc(to));
        return of(
                "dlt_timestamp >= :writtenFrom and dlt_timestamp < :writtenTo",
                bounds,
                "written from " + from + " to " + to);
    }

    /** Both conditions; their parameters must have different names. */
    default Selection and(Selection other) {
        Map<String, Object> all = new HashMap<>(parameters());
        all.putAll(other.parameters());
        return of(
                "(" + condition() + ") and (" + other.condition() + ")",
                all,
                description() + ", " + other.description());
    }

    /** Any condition. */
    static Selection of(String condition, Map<String, Object> parameters, String description) {
        record Condition(String condition, Map<String, Object> parameters, String description) implements Selection {}
        return new Condition(condition, Map.copyOf(parameters), description);
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
