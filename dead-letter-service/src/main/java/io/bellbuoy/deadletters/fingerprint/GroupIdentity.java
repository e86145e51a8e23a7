package io.bellbuoy.deadletters.fingerprint;

import org.jspecify.annotations.Nullable;

/**
 * What the dead letters of a group have in common.
 *
 * @param fingerprint 16 hex digits: what the writer said, or a hash of the other components
 * @param failureClass the class of failure, of our own dead letters; null otherwise
 * @param exception the class name of the exception; null if unknown
 * @param pattern the message without its particulars; null without a message
 * @param stage where in the flow it failed; null if unknown
 * @param rule the rule that failed; null if none did
 * @param frame class and method of the top stack frame in a package of one's own; null if there is none
 */
public record GroupIdentity(
        String fingerprint,
        @Nullable String failureClass,
        @Nullable String exception,
        @Nullable String pattern,
        @Nullable String stage,
        @Nullable String rule,
        @Nullable String frame) {}
