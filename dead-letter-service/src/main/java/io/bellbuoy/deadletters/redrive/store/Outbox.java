package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.redrive.job.Canary;
import io.bellbuoy.deadletters.redrive.job.Job;
import io.bellbuoy.deadletters.redrive.job.JobState;
import io.bellbuoy.deadletters.redrive.job.Phase;
import io.bellbuoy.deadletters.redrive.job.RedriveProperties;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What an instance that runs jobs writes down. Each method is one transaction that locks the job's row first, and does
 * nothing if the instance's lease has gone to another, or the job is not where it was thought to be. Thread-safe.
 */
public class Outbox {

    private final TransactionOperations transaction;
    private final String owner;
    private final Duration lease;
    private final JobTable jobs;
    private final AttemptTable attempts;
    private final GroupCounts groups;
    private final Returns returns;
    private final Observations observations;
    private final RedriveMonitor monitor;

    /**
     * An outbox.
     *
     * @param owner a name that no other instance has or had
     */
    public Outbox(
            JdbcClient jdbc,
            TransactionOperations transaction,
            RedriveProperties properties,
            String owner,
            RedriveMonitor monitor) {
        this.transaction = transaction;
        this.monitor = monitor;
        this.owner = owner;
        this.lease = properties.lease();
        jobs = new JobTable(jdbc);
        attempts = new AttemptTable(jdbc);
        groups = new GroupCounts(jdbc);
        returns = new Returns(jdbc, groups, properties.maxRedrives());
        observations = new Observations(jdbc);
    }

    /** The jobs that something is to be done for and that no other instance has. */
    public List<Long> due() {
        return jobs.due(owner);
    }

    /**
     * Takes or keeps the job for this instance.
     *
     * @return the job as it is now; empty if another instance has it
     */
    public Optional<Job> lease(long id) {
        return jobs.lease(id, owner, lease) ? jobs.find(id) : Optional.empty();
    }

    /** Gives the job to whoever wants it. */
    public void release(long id) {
        jobs.release(id, owner);
    }

    /** Claims the next batch of a job that runs; without any that waits, the job is done. */
    public void claimBatch(long id) {
        locked(id, Phase.READY, job -> {
            if (job.state() != JobState.RUNNING) {
                return;
            }
            int batch = job.batch() + 1;
            if (attempts.putIntoBatch(id, batch, Canary.size(job.step(), job.care())) == 0) {
                jobs.state(id, JobState.DONE, null);
            } else {
                jobs.phase(id, Phase.SENDING, batch, job.step());
            }
        });
    }

    /** What is in the batch that is claimed. */
    public List<Attempt> sending(long id) {
        return attempts.sending(id);
    }

    /**
     * These are not to be sent, for the reasons given, and are open again. To be called only while it is known that the
     * batch is not in Kafka.
     */
    public void refuse(long id, Map<String, String> reasonsByRedriveId) {
        Outcomes outcomes = new Outcomes();
        locked(id, Phase.SENDING, job -> {
            List<Long> refused = attempts.refuse(id, reasonsByRedriveId);
            groups.move(refused, "REDRIVING", "OPEN");
            outcomes.add("REFUSED", refused.size());
            if (attempts.sending(id).isEmpty()) {
                jobs.phase(id, Phase.READY, job.batch(), job.step());
            }
        });
        outcomes.tell(monitor);
    }

    /**
     * The batch is in Kafka.
     *
     * @param sent where each was sent to, as far as that is known
     */
    public void sent(long id, Collection<Sent> sent) {
        Outcomes outcomes = new Outcomes();
        locked(id, Phase.SENDING, job -> {
            List<Long> letters = attempts.change(id, "SENDING", "SENT", null);
            groups.move(letters, "REDRIVING", "REDRIVEN");
            attempts.positions(sent);
            outcomes.add("SENT", letters.size());
            jobs.phase(id, Phase.OBSERVING, job.batch(), job.step());
        });
        outcomes.tell(monitor);
    }

    /** The batch is known not to be in Kafka: it waits again. */
    public void notSent(long id) {
        locked(id, Phase.SENDING, job -> {
            attempts.change(id, "SENDING", "WAITING", null);
            jobs.phase(id, Phase.READY, job.batch(), job.step());
            if (job.state() == JobState.STOPPED || job.state() == JobState.CANCELLED) {
                releaseWaiting(id);
            }
        });
    }

    /** Whether the batch is in Kafka cannot be found out: the job stops, and the batch stays claimed. */
    public void doubt(long id, String reason) {
        locked(id, Phase.SENDING, job -> {
            jobs.phase(id, Phase.DOUBT, job.batch(), job.step());
            end(id, JobState.STOPPED, reason);
        });
    }

    /** Stops a job by itself, if it still runs or pauses. A batch that is being sent is not touched. */
    public void stop(long id, String reason) {
        transaction.executeWithoutResult(status -> jobs.lock(id, owner)
                .filter(job -> job.state() == JobState.RUNNING || job.state() == JobState.PAUSED)
                .ifPresent(job -> end(id, JobState.STOPPED, reason)));
    }

    /** What is to be watched of the latest batch, with all that has come back of it so far. */
    public Observation observe(Job job) {
        Outcomes outcomes = new Outcomes();
        locked(job.id(), Phase.OBSERVING, found -> outcomes.add("RETURNED", returns.link(job.id(), job.batch())));
        outcomes.tell(monitor);
        return observations.of(job, jobs.watched(job.id()));
    }

    /** The batch was watched long enough: what is not back has succeeded; if too much is back, the job stops. */
    public void observed(long id) {
        Outcomes outcomes = new Outcomes();
        locked(id, Phase.OBSERVING, job -> {
            outcomes.add("RETURNED", returns.link(id, job.batch()));
            Observations.Share share = observations.share(job);
            outcomes.add(
                    "SUCCEEDED", attempts.change(id, "SENT", "SUCCEEDED", null).size());
            jobs.phase(id, Phase.READY, job.batch(), job.step() + 1);
            boolean runs = job.state() == JobState.RUNNING || job.state() == JobState.PAUSED;
            if (runs && share.of() > job.care().stopAt()) {
                end(id, JobState.STOPPED, share.toString());
            }
        });
        outcomes.tell(monitor);
    }

    /** What the job waits for, null for nothing but time; only when it no longer does, watching the batch begins. */
    public void waitsFor(long id, @Nullable String what) {
        transaction.executeWithoutResult(status -> jobs.lock(id, owner).ifPresent(job -> jobs.waitsFor(id, what)));
    }

    /** Links what has come back after it had counted as succeeded, of any job. */
    public void linkLate() {
        Outcomes outcomes = new Outcomes();
        transaction.executeWithoutResult(status -> outcomes.add("RETURNED", returns.linkLate()));
        outcomes.tell(monitor);
    }

    /** What a transaction decides; told once it is committed. For one thread. */
    private static final class Outcomes {

        private final Map<String, Long> counts = new HashMap<>();

        void add(String outcome, long count) {
            counts.merge(outcome, count, Long::sum);
        }

        void tell(RedriveMonitor monitor) {
            counts.forEach((outcome, count) -> {
                if (count > 0) {
                    monitor.became(outcome, count);
                }
            });
        }
    }

    private void end(long id, JobState state, String reason) {
        jobs.state(id, state, reason);
        releaseWaiting(id);
    }

    private void releaseWaiting(long id) {
        groups.move(attempts.change(id, "WAITING", "RELEASED", null), "REDRIVING", "OPEN");
    }

    private void locked(long id, Phase phase, Consumer<Job> work) {
        transaction.executeWithoutResult(status ->
                jobs.lock(id, owner).filter(job -> job.phase() == phase).ifPresent(work));
    }
}
