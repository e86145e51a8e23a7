package io.bellbuoy.stream.decode;

import io.bellbuoy.events.deadletter.FailureClass;

/** Leaves the decoding of one record at its first fault. Without a stack trace: a flood of bad records must stay cheap. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient FailureClass kind;

    Refusal(FailureClass kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    static Refusal invalid(String field, String found, String allowed) {
        // The name is not in quotes, since quoted text is masked in fingerprints and each field is a cause of its own.
        return new Refusal(FailureClass.INVALID, "Field " + field + ": found " + found + "; allowed: " + allowed + ".");
    }

    FailureClass kind() {
        return kind;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
