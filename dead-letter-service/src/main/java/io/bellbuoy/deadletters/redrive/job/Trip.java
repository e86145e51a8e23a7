package io.bellbuoy.deadletters.redrive.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter in a redrive, as far as it has come.
 *
 * @param redriveId the header {@code bellbuoy-redrive-id} of the record
 * @param job the redrive
 * @param letter the dead letter
 * @param attempt how many times its record has been redriven then
 * @param topic where it goes
 * @param partition where it was sent to; null if that is not known
 * @param offset where it was sent to; null if that is not known
 * @param sentAt null if it was not sent
 * @param batch the step of the canary; null if it was in none
 * @param outcome WAITING, SENDING, SENT, SUCCEEDED, RETURNED, REFUSED or RELEASED
 * @param reason why it was refused; null otherwise
 * @param returnedAs the dead letter that it came back as; null if it is not back
 */
public record Trip(
        String redriveId,
        long job,
        long letter,
        int attempt,
        String topic,
        @Nullable Integer partition,
        @Nullable Long offset,
        @Nullable Instant sentAt,
        @Nullable Integer batch,
        String outcome,
        @Nullable String reason,
        @Nullable Long returnedAs) {}
