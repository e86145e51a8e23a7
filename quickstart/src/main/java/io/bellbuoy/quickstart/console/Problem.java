package io.bellbuoy.quickstart.console;

/** Something a person can put right. Its message says what was found, what is allowed and what to do; no stack trace is shown. */
public final class Problem extends RuntimeException {

    public Problem(String message) {
        super(message);
    }

    public Problem(String message, Throwable cause) {
        super(message, cause);
    }
}
