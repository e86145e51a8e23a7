package io.bellbuoy.events.action;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account is blocked or released; keyed by account on the compacted topic {@code account-actions}, so that the
 * latest record of an account is its state; schema {@code account-action.json}. Immutable.
 *
 * @param id the action's own id, the same whenever the input is the same
 * @param type block or release
 * @param accountId the account; the record key in UTF-8
 * @param rule the rule whose alert blocked the account
 * @param alertId the alert that blocked the account, also for a release
 * @param since the event time from which the action holds
 * @param until the event time at which a block ends by itself, exclusive; null if it waits for its lifting event, and
 *     for a release
 * @param reason why the block is over; null for a block, given for a release
 */
public record AccountAction(
        UUID id,
        ActionType type,
        String accountId,
        String rule,
        UUID alertId,
        Instant since,
        @Nullable Instant until,
        @Nullable ReleaseReason reason) {

    /**
     * @throws NullPointerException if a component that may not be null is
     * @throws IllegalArgumentException if a block has a reason or ends before it begins, or a release has no reason
     */
    public AccountAction {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(accountId, "accountId");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(alertId, "alertId");
        Objects.requireNonNull(since, "since");
        if ((type == ActionType.RELEASE) != (reason != null)) {
            throw new IllegalArgumentException(
                    "reason is for a RELEASE, which must have one; type=" + type + ", reason=" + reason + ".");
        }
        if (type == ActionType.BLOCK && until != null && !since.isBefore(until)) {
            throw new IllegalArgumentException(
                    "until of a BLOCK must be after since, since=" + since + ", until=" + until + ".");
        }
    }
}
