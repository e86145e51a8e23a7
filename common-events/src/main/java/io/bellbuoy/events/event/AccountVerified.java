package io.bellbuoy.events.event;

import java.time.Instant;
import java.util.Objects;

/**
 * The holder of an account has proved who they are, which lifts a block; keyed by account on the topic
 * {@code account-verifications}; schema {@code account-verified.json}. Immutable.
 *
 * @param eventId the event's own id
 * @param accountId the account; the record key in UTF-8
 * @param timestamp the event time, UTC, in milliseconds on the wire
 */
public record AccountVerified(String eventId, String accountId, Instant timestamp) {

    /** @throws NullPointerException if a component is null */
    public AccountVerified {
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(accountId, "accountId");
        Objects.requireNonNull(timestamp, "timestamp");
    }
}
