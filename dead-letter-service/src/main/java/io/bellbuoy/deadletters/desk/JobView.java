package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.redrive.job.Care;
import io.bellbuoy.deadletters.redrive.job.Job;
import io.bellbuoy.deadletters.redrive.job.JobState;
import io.bellbuoy.deadletters.redrive.job.Phase;
import io.bellbuoy.deadletters.redrive.job.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A redrive as it is now.
 *
 * @param id its number
 * @param requestedBy who asked for it
 * @param selection what was selected, in words
 * @param target the topic that all of it goes to; null if each goes to the topic that it came from
 * @param state RUNNING, PAUSED, STOPPED, CANCELLED or DONE
 * @param reason why it is in this state; null if there is nothing to say
 * @param finishedAt when it ended; null until then
 * @param phase what is known of its latest batch: READY, SENDING, OBSERVING or DOUBT
 * @param batch the number of the latest batch; 0 if there was none
 * @param waitsFor what it waits for at present; null for nothing in particular
 * @param due whether an instance has something to do for it
 * @param total how many dead letters it got
 */
public record JobView(
        long id,
        String requestedBy,
        Instant requestedAt,
        String selection,
        @Nullable String target,
        Care care,
        JobState state,
        @Nullable String reason,
        @Nullable Instant finishedAt,
        Phase phase,
        int batch,
        @Nullable String waitsFor,
        boolean due,
        long total,
        Progress progress) {

    static JobView of(Job job, Progress progress) {
        return new JobView(
                job.id(),
                job.requestedBy(),
                job.requestedAt(),
                job.selection(),
                job.target(),
                job.care(),
                job.state(),
                job.reason(),
                job.finishedAt(),
                job.phase(),
                job.batch(),
                job.waitsFor(),
                job.isDue(),
                progress.total(),
                progress);
    }
}
