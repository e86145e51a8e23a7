package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.letter.Body;
import io.bellbuoy.deadletters.letter.Position;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter that is to be sent, as it is stored.
 *
 * @param redriveId no other attempt ever has it
 * @param number how many times the record will have been redriven
 * @param topic where it goes
 * @param originTopic where it came from; null if unknown
 * @param originPartition its partition there; null if unknown
 * @param position where the dead letter lies
 * @param headers as JSON, in the form that is stored
 * @param stackTrace what headers refer to; null if none does
 * @param edit the number of the edit whose value this is; null for the original
 */
public record Attempt(
        String redriveId,
        int number,
        String topic,
        @Nullable String originTopic,
        @Nullable Integer originPartition,
        Position position,
        Body key,
        Body value,
        String headers,
        @Nullable String stackTrace,
        @Nullable Long edit) {}
