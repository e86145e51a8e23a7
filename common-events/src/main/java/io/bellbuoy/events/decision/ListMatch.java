package io.bellbuoy.events.decision;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The entry of an allow or deny list that an event is on. Immutable.
 *
 * @param list the list's name
 * @param effect what the list does
 * @param value the value of the event's field that is on the list
 * @param reason why it is on the list; null if nobody said
 * @param until the event time from which the entry does not count any more, UTC; null if it has no end
 */
public record ListMatch(
        String list,
        ListEffect effect,
        String value,
        @Nullable String reason,
        @Nullable Instant until) {

    /** @throws NullPointerException if a component that may not be null is */
    public ListMatch {
        Objects.requireNonNull(list, "list");
        Objects.requireNonNull(effect, "effect");
        Objects.requireNonNull(value, "value");
    }
}
