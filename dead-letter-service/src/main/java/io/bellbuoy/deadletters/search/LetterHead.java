package io.bellbuoy.deadletters.search;

import io.bellbuoy.deadletters.letter.Body;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a list needs of a dead letter, unmasked; large keys and values stay in the database.
 *
 * @param id its number
 * @param topic the dead-letter topic
 * @param partition of it
 * @param offset in it
 * @param time when it was written
 * @param originTopic the topic of the record that failed; null if unknown
 * @param repeatOf the first dead letter of the same record; null for the first itself
 * @param fingerprint its group
 * @param service null if unknown
 * @param exception null if unknown
 * @param message null if unknown
 * @param key null if it has more than {@value LetterSearch#HEAD_KEY} bytes
 * @param value null if it has more than {@value LetterSearch#HEAD_VALUE} bytes
 * @param state what became of it
 */
public record LetterHead(
        long id,
        String topic,
        int partition,
        long offset,
        Instant time,
        @Nullable String originTopic,
        @Nullable Long repeatOf,
        String fingerprint,
        @Nullable String service,
        @Nullable String exception,
        @Nullable String message,
        @Nullable Body key,
        @Nullable Body value,
        String state) {}
