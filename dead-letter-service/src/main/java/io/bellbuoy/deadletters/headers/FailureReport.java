package io.bellbuoy.deadletters.headers;

import org.jspecify.annotations.Nullable;

/**
 * What the headers of a dead letter say about its failure. All text can be stored in PostgreSQL and is bounded: names to
 * 255 characters, messages to 16,384, stack traces to 131,072; the headers themselves are kept whole.
 *
 * @param writer who wrote the headers
 * @param origin the record that failed; null if unknown
 * @param service the service that failed on it: a consumer group or connector; null if unknown
 * @param failureClass the class of failure, of our own dead letters; null otherwise
 * @param cause what was thrown
 * @param stage where in the flow it failed; null if unknown
 * @param rule the rule that failed; null if none did
 * @param fingerprint the fingerprint that the writer gave it, 16 hex digits; null if none
 */
public record FailureReport(
        Writer writer,
        @Nullable Origin origin,
        @Nullable String service,
        @Nullable String failureClass,
        Cause cause,
        @Nullable String stage,
        @Nullable String rule,
        @Nullable String fingerprint) {

    /** The report of a dead letter whose headers say nothing. */
    public static final FailureReport UNKNOWN =
            new FailureReport(Writer.UNKNOWN, null, null, null, Cause.UNKNOWN, null, null, null);
}
