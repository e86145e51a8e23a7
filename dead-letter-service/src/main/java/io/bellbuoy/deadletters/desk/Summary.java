package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.search.LetterHead;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter in a list. What is null is unknown or hidden.
 *
 * @param id its number
 * @param topic the dead-letter topic
 * @param partition of it
 * @param offset in it
 * @param time when it was written
 * @param group its fingerprint
 * @param service the service that failed
 * @param exception class name
 * @param message of the exception
 * @param key as text; null also if it has more than a kilobyte
 * @param state what became of it
 * @param repeatOf the first dead letter of the same record; null for the first itself
 */
public record Summary(
        long id,
        String topic,
        int partition,
        long offset,
        Instant time,
        String group,
        @Nullable String service,
        @Nullable String exception,
        @Nullable String message,
        @Nullable String key,
        String state,
        @Nullable Long repeatOf) {

    static Summary of(LetterHead head, @Nullable String key, @Nullable String message) {
        return new Summary(
                head.id(),
                head.topic(),
                head.partition(),
                head.offset(),
                head.time(),
                head.fingerprint(),
                head.service(),
                head.exception(),
                message,
                key,
                head.state(),
                head.repeatOf());
    }
}
