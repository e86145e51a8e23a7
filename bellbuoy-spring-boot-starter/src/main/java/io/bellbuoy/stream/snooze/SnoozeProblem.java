package io.bellbuoy.stream.snooze;

import org.jspecify.annotations.Nullable;

/**
 * Why there is no answer, as a problem of RFC 9457.
 *
 * @param type what kind of problem it is, a URN
 * @param title the same in words
 * @param status the status of the answer
 * @param detail what is at fault and what to do
 * @param owner host and port of the instance to ask instead; null if none is known
 */
public record SnoozeProblem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String owner) {

    static SnoozeProblem invalid(String detail) {
        return new SnoozeProblem("urn:bellbuoy:problem:invalid-snooze", "Not a valid snooze", 400, detail, null);
    }

    static SnoozeProblem none(String detail) {
        return new SnoozeProblem("urn:bellbuoy:problem:no-snooze", "Nothing is snoozed", 404, detail, null);
    }

    static SnoozeProblem unavailable(String detail, @Nullable String owner) {
        return new SnoozeProblem(
                "urn:bellbuoy:problem:state-unavailable", "State of the key not available", 503, detail, owner);
    }
}
