package io.bellbuoy.deadletters.edit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An edit that was made.
 *
 * @param id its number, which the record carries in the header {@code bellbuoy-redrive-edit}
 * @param redrive the job that sent it
 * @param outcome WAITING, SENDING, SENT, SUCCEEDED, RETURNED, REFUSED or RELEASED
 * @param refused why it was not sent; null if there is nothing to say
 * @param difference without what is masked; null if the whole value is
 */
public record PastEdit(
        long id,
        Instant at,
        String by,
        String reason,
        long redrive,
        String outcome,
        @Nullable String refused,
        @Nullable Difference difference) {}
