package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.search.LetterRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as somebody may see it. What is null is unknown, or hidden where {@code masked} is true.
 *
 * @param id its number
 * @param topic the dead-letter topic
 * @param partition of it
 * @param offset in it
 * @param time when it was written
 * @param origin the record that failed
 * @param repeatOf the first dead letter of the same record; null for the first itself
 * @param group its fingerprint
 * @param writer who wrote its headers
 * @param service the service that failed
 * @param failureClass the class of failure of our own dead letters
 * @param exception class name
 * @param message of the exception
 * @param stackTrace of the exception
 * @param stage where in the flow it failed
 * @param rule the rule that failed
 * @param state OPEN, REDRIVING, REDRIVEN, PARKED or DISCARDED
 * @param key its key
 * @param value its value
 * @param headers its headers, in their order
 * @param masked whether something was hidden
 */
public record LetterView(
        long id,
        String topic,
        int partition,
        long offset,
        Instant time,
        LetterRow.Origin origin,
        @Nullable Long repeatOf,
        String group,
        String writer,
        @Nullable String service,
        @Nullable String failureClass,
        @Nullable String exception,
        @Nullable String message,
        @Nullable String stackTrace,
        @Nullable String stage,
        @Nullable String rule,
        String state,
        BodyView key,
        BodyView value,
        List<HeaderView> headers,
        boolean masked) {

    /**
     * A key or value.
     *
     * @param form ABSENT, PLAIN, GZIP or PREVIEW
     * @param size of the original in bytes
     * @param text as UTF-8, at most a million characters; null if it is none, or hidden
     * @param base64 if it is no text; null otherwise, or if hidden
     * @param cut whether the text or base64 is only the beginning
     * @param hidden whether it is hidden as a whole
     */
    public record BodyView(
            String form,
            int size,
            @Nullable String text,
            @Nullable String base64,
            boolean cut,
            boolean hidden) {}

    /**
     * A header.
     *
     * @param name its name
     * @param text its value as UTF-8; null if it is none
     * @param base64 its value if it is no text; null otherwise
     */
    public record HeaderView(
            String name, @Nullable String text, @Nullable String base64) {}
}
