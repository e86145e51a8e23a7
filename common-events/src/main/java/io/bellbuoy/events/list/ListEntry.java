package io.bellbuoy.events.list;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that is on a list; schema {@code list-entry.json}. The record's key is the value in UTF-8; a record of that key
 * without a value takes it off. Immutable.
 *
 * @param value the value of the field that the list is about
 * @param reason why it is on the list; null if nobody said
 * @param until the event time from which the entry does not count any more, UTC; null if it has no end
 * @param by who put it there; null if nobody said
 */
public record ListEntry(
        String value,
        @Nullable String reason,
        @Nullable Instant until,
        @Nullable String by) {

    /** @throws NullPointerException if the value is null */
    public ListEntry {
        Objects.requireNonNull(value, "value");
    }
}
