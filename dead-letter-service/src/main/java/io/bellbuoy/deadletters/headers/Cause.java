package io.bellbuoy.deadletters.headers;

import org.jspecify.annotations.Nullable;

/**
 * What was thrown.
 *
 * @param exception the class name of the exception that says most; null if unknown
 * @param message its message; null if unknown
 * @param stackTrace as text; null if unknown
 */
public record Cause(
        @Nullable String exception,
        @Nullable String message,
        @Nullable String stackTrace) {

    static final Cause UNKNOWN = new Cause(null, null, null);
}
