package io.bellbuoy.deadletters.redrive.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A redrive as it is now.
 *
 * @param lane the job's own part of the names of its consumer group and its transactional id
 * @param requestedBy who asked for it
 * @param selection what was selected, in words
 * @param target the topic that all of it goes to; null if each goes to the topic that it came from
 * @param witness the topic under which the number of the committed batch is kept; null if nothing was claimed
 * @param reason why it is in this state; null if there is nothing to say
 * @param finishedAt when it ended; null until then
 * @param batch the number of the latest batch; 0 if there was none
 * @param step the next step of the canary, 0 for the first
 * @param waitsFor what it waits for at present; null for nothing in particular
 */
public record Job(
        long id,
        String lane,
        String requestedBy,
        Instant requestedAt,
        String selection,
        @Nullable String target,
        @Nullable String witness,
        Care care,
        JobState state,
        @Nullable String reason,
        @Nullable Instant finishedAt,
        Phase phase,
        int batch,
        int step,
        @Nullable String waitsFor) {

    /** Whether an instance has something to do for it. */
    public boolean isDue() {
        return state == JobState.RUNNING || phase == Phase.SENDING || phase == Phase.OBSERVING;
    }
}
