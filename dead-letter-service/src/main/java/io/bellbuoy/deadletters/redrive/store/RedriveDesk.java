package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.audit.AuditTrail;
import io.bellbuoy.deadletters.redrive.job.Claim;
import io.bellbuoy.deadletters.redrive.job.Job;
import io.bellbuoy.deadletters.redrive.job.JobState;
import io.bellbuoy.deadletters.redrive.job.Phase;
import io.bellbuoy.deadletters.redrive.job.Progress;
import io.bellbuoy.deadletters.redrive.job.RedriveProperties;
import io.bellbuoy.deadletters.redrive.job.Request;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What people ask of redrives. Each method is one transaction and leaves a line in the audit. Thread-safe. */
public class RedriveDesk {

    private final TransactionOperations transaction;
    private final JobTable jobs;
    private final AttemptTable attempts;
    private final GroupCounts groups;
    private final Claims claims;
    private final AuditTrail audit;

    public RedriveDesk(JdbcClient jdbc, TransactionOperations transaction, RedriveProperties properties) {
        this.transaction = transaction;
        jobs = new JobTable(jdbc);
        attempts = new AttemptTable(jdbc);
        groups = new GroupCounts(jdbc);
        claims = new Claims(jdbc, groups, properties.maxClaim());
        audit = new AuditTrail(jdbc);
    }

    /**
     * Claims what is selected and open, for a job that an instance takes up soon. Each dead letter goes to one job only,
     * whoever asks at the same time.
     */
    public Claim start(Request request) {
        return transaction.execute(status -> {
            long id = jobs.insert(request);
            Claim claim = claims.claim(id, request);
            jobs.witness(id);
            if (claim.claimed() == 0) {
                jobs.state(id, JobState.STOPPED, nothingClaimed(claim));
            }
            audit.write(
                    request.by(),
                    "redrive",
                    subject(id),
                    request.selection().description() + ": " + claim.claimed() + " claimed");
            return claim;
        });
    }

    private static String nothingClaimed(Claim claim) {
        if (claim.withoutOrigin() > 0) {
            return claim.withoutOrigin()
                    + " dead letters do not say which topic they came from. Give the topic to redrive" + " them to.";
        }
        return claim.elsewhere() > 0
                ? "All " + claim.elsewhere() + " that are selected are being redriven by others."
                : "Nothing of what is selected is open.";
    }

    /** The job; empty if there is none of that id. */
    public Optional<Job> job(long id) {
        return jobs.find(id);
    }

    /** The latest jobs first. */
    public List<Job> latest(int count) {
        return jobs.latest(count);
    }

    /** How far a job is. */
    public Progress progress(long id) {
        return attempts.progress(id);
    }

    /**
     * Sends nothing more until it is resumed; a batch that is being sent or watched is brought to its end.
     *
     * @throws IllegalStateException if the job does not run
     */
    public void pause(long id, String by) {
        change(id, by, "pause redrive", EnumSet.of(JobState.RUNNING), job -> jobs.state(id, JobState.PAUSED, null));
    }

    /**
     * Goes on, beginning with small batches again.
     *
     * @throws IllegalStateException if the job is not paused
     */
    public void resume(long id, String by) {
        change(id, by, "resume redrive", EnumSet.of(JobState.PAUSED), job -> {
            jobs.state(id, JobState.RUNNING, null);
            jobs.restart(id);
        });
    }

    /**
     * Ends the job: what was not sent is open again; a batch that is being sent is brought to its end.
     *
     * @throws IllegalStateException if the job has ended
     */
    public void cancel(long id, String by) {
        change(id, by, "cancel redrive", EnumSet.of(JobState.RUNNING, JobState.PAUSED), job -> {
            jobs.state(id, JobState.CANCELLED, "Cancelled by " + by + ".");
            groups.move(attempts.change(id, "WAITING", "RELEASED", null), "REDRIVING", "OPEN");
        });
    }

    /**
     * Says of a batch in doubt what somebody has found out.
     *
     * @param wasSent whether its redrive ids are in the topic
     * @throws IllegalStateException if no batch of the job is in doubt
     */
    public void settle(long id, boolean wasSent, String by) {
        change(id, by, wasSent ? "settle as sent" : "settle as not sent", EnumSet.allOf(JobState.class), job -> {
            if (job.phase() != Phase.DOUBT) {
                throw new IllegalStateException("No batch of redrive " + id + " is in doubt.");
            }
            String outcome = wasSent ? "SENT" : "RELEASED";
            groups.move(attempts.change(id, "SENDING", outcome, null), "REDRIVING", wasSent ? "REDRIVEN" : "OPEN");
            jobs.phase(id, wasSent ? Phase.OBSERVING : Phase.READY, job.batch(), job.step());
        });
    }

    private void change(long id, String by, String action, EnumSet<JobState> from, Consumer<Job> work) {
        transaction.executeWithoutResult(status -> {
            Job job = jobs.lock(id)
                    .orElseThrow(() -> new IllegalArgumentException("There is no redrive with the id " + id + "."));
            if (!from.contains(job.state())) {
                throw new IllegalStateException(
                        "Redrive " + id + " is " + job.state() + "; to " + action + " it must be one of " + from + ".");
            }
            work.accept(job);
            audit.write(by, action, subject(id), null);
        });
    }

    private static String subject(long id) {
        return "redrive " + id;
    }
}
