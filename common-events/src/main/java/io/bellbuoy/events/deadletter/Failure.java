package io.bellbuoy.events.deadletter;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why one record could not be processed. Immutable.
 *
 * @param kind the class of failure
 * @param stage where in the flow, such as {@code decode} or {@code rule}
 * @param rule the rule that failed; null if none did
 * @param message what was found and what is allowed; never empty, and nothing of the payload
 * @param exception the class name of the exception; null if there was none
 */
public record Failure(
        FailureClass kind,
        String stage,
        @Nullable String rule,
        String message,
        @Nullable String exception) {

    /**
     * @throws NullPointerException if a component that may not be null is
     * @throws IllegalArgumentException if the message is blank
     */
    public Failure {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(message, "message");
        if (message.isBlank()) {
            throw new IllegalArgumentException("A failure's message must say what was found, and is blank.");
        }
    }

    /**
     * What failures with the same cause have in common: 16 hex digits of a hash of kind, stage, rule and the message
     * with its particulars masked. It does not change between versions of this library.
     */
    public String fingerprint() {
        return Fingerprint.of(this);
    }
}
