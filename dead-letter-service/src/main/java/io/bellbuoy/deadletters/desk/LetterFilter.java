package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.search.BadQueryException;
import io.bellbuoy.deadletters.search.LetterQuery;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a request for dead letters, as they were given. What is left out does not matter.
 *
 * @param topic the dead-letter topic, or the topic of origin of {@code <topic>-dlt}
 * @param key the whole key
 * @param header the name of a header, or name=value
 * @param exception part of the class name
 * @param service the service that failed
 * @param from a time in UTC, as in 2026-01-31T12:00:00Z
 * @param to a time in UTC
 * @param text part of the message
 * @param payload part of the value; for operators
 * @param state open, redriving, redriven, parked or discarded
 * @param group a fingerprint
 * @param limit 1 to 200; 50 by default
 * @param after where the page before ended
 */
public record LetterFilter(
        @Nullable String topic,
        @Nullable String key,
        @Nullable String header,
        @Nullable String exception,
        @Nullable String service,
        @Nullable String from,
        @Nullable String to,
        @Nullable String text,
        @Nullable String payload,
        @Nullable String state,
        @Nullable String group,
        @Nullable String limit,
        @Nullable String after) {

    /** @throws BadQueryException if a parameter is not allowed */
    public LetterQuery query() {
        return new LetterQuery(
                topic,
                key,
                header,
                exception,
                service,
                Parameters.time("from", from),
                Parameters.time("to", to),
                text,
                payload,
                state == null ? null : state.toUpperCase(Locale.ROOT),
                group,
                Parameters.limit(limit),
                after);
    }
}
