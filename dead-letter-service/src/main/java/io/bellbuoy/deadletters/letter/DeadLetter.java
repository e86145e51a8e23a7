package io.bellbuoy.deadletters.letter;

import io.bellbuoy.deadletters.fingerprint.GroupIdentity;
import io.bellbuoy.deadletters.headers.FailureReport;

/**
 * A dead letter as it is stored.
 *
 * @param position where it lies
 * @param report what failed
 * @param group what it has in common with others
 * @param key its key
 * @param value its value
 * @param headers its headers as JSON; the form is that of {@link HeadersJson}
 */
public record DeadLetter(
        Position position, FailureReport report, GroupIdentity group, Body key, Body value, String headers) {

    /** About how many bytes are stored. */
    public long storedSize() {
        String stackTrace = report.cause().stackTrace();
        return 500L
                + key.storedSize()
                + value.storedSize()
                + headers.length()
                + (stackTrace == null ? 0 : stackTrace.length());
    }
}
