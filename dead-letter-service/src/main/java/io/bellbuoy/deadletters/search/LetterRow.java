package io.bellbuoy.deadletters.search;

import io.bellbuoy.deadletters.letter.Body;
import io.bellbuoy.deadletters.letter.Position;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is stored, unmasked.
 *
 * @param id its number
 * @param topic the dead-letter topic
 * @param partition of it
 * @param offset in it
 * @param time when it was written
 * @param origin the record that failed
 * @param repeatOf the first dead letter of the same record; null for the first itself
 * @param fingerprint its group
 * @param writer who wrote its headers
 * @param service null if unknown
 * @param failureClass null if unknown
 * @param exception null if unknown
 * @param message null if unknown
 * @param stackTrace null if unknown
 * @param stage null if unknown
 * @param rule null if unknown
 * @param key its key
 * @param value its value
 * @param headers its headers as JSON; the form is that of {@code HeadersJson}
 * @param state what became of it
 */
public record LetterRow(
        long id,
        String topic,
        int partition,
        long offset,
        Instant time,
        Origin origin,
        @Nullable Long repeatOf,
        String fingerprint,
        String writer,
        @Nullable String service,
        @Nullable String failureClass,
        @Nullable String exception,
        @Nullable String message,
        @Nullable String stackTrace,
        @Nullable String stage,
        @Nullable String rule,
        Body key,
        Body value,
        String headers,
        String state) {

    /** Where it lies. */
    public Position position() {
        return new Position(topic, partition, offset, time.toEpochMilli());
    }

    /** The record that failed; each component is null if unknown. */
    public record Origin(
            @Nullable String topic,
            @Nullable Integer partition,
            @Nullable Long offset,
            @Nullable Instant time,
            @Nullable String group) {}
}
