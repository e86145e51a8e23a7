package io.bellbuoy.deadletters.redrive.run;

import io.bellbuoy.deadletters.redrive.job.Canary;
import io.bellbuoy.deadletters.redrive.job.Job;
import io.bellbuoy.deadletters.redrive.job.JobState;
import io.bellbuoy.deadletters.redrive.job.Phase;
import io.bellbuoy.deadletters.redrive.observe.Readers;
import io.bellbuoy.deadletters.redrive.send.Lane;
import io.bellbuoy.deadletters.redrive.send.Lanes;
import io.bellbuoy.deadletters.redrive.send.Rejected;
import io.bellbuoy.deadletters.redrive.store.Attempt;
import io.bellbuoy.deadletters.redrive.store.Observation;
import io.bellbuoy.deadletters.redrive.store.Outbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job on this instance. Nothing is remembered but the lane: each step begins with what the database and Kafka say, so
 * that going on after a crash, an error or another instance is the same as going on. For one thread at a time.
 */
final class JobRun implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);

    private final long id;
    private final Outbox outbox;
    private final Lanes lanes;
    private final Readers readers;
    private @Nullable Lane lane;

    JobRun(long id, Outbox outbox, Lanes lanes, Readers readers) {
        this.id = id;
        this.outbox = outbox;
        this.lanes = lanes;
        this.readers = readers;
    }

    /**
     * Goes on as far as there is nothing to wait for.
     *
     * @return whether there is more to do later
     */
    boolean advance() {
        try {
            Optional<Job> job = outbox.lease(id);
            while (job.isPresent() && job.get().isDue()) {
                if (!step(job.get())) {
                    return true;
                }
                job = outbox.lease(id);
            }
            if (job.isPresent()) {
                outbox.release(id);
            }
            close();
            return false;
        } catch (RuntimeException e) {
            LOG.warn("Redrive {} is interrupted and will be taken up again where it is: {}", id, e.toString());
            LOG.debug("Redrive {} is interrupted.", id, e);
            close();
            return true;
        }
    }

    /** One step; false if there is something to wait for. */
    private boolean step(Job job) {
        try {
            return switch (job.phase()) {
                case READY -> claim(job);
                case SENDING -> send(job);
                case OBSERVING -> observe(job);
                case DOUBT -> false;
            };
        } catch (Rejected e) {
            return rejected(job, e);
        }
    }

    private boolean claim(Job job) {
        String witness = job.witness();
        if (witness != null) {
            Lane open = lane(job, witness);
            OptionalLong committed = open.witness();
            if (committed.isEmpty() || committed.getAsLong() != job.batch()) {
                // Nothing is in doubt now; once a batch is, its number must have something to be compared with.
                open.establish(job.batch());
            }
        }
        outbox.claimBatch(id);
        return true;
    }

    private boolean send(Job job) {
        Lane open;
        OptionalLong committed;
        try {
            open = lane(job, String.valueOf(job.witness()));
            committed = open.witness();
        } catch (Rejected e) {
            if (e.kind() == Rejected.Kind.PASSING) {
                throw e;
            }
            outbox.doubt(id, "Whether batch " + job.batch() + " was sent cannot be found out. " + e.getMessage());
            return true;
        }
        if (committed.isEmpty()) {
            outbox.doubt(
                    id,
                    "Whether batch " + job.batch()
                            + " was sent cannot be found out: its consumer group has no offset for "
                            + job.witness()
                            + "-0 any more. Look for its redrive ids in the topic, and say whether it was"
                            + " sent.");
        } else if (committed.getAsLong() == job.batch()) {
            outbox.sent(id, List.of());
        } else if (job.state() != JobState.RUNNING) {
            outbox.notSent(id);
        } else {
            send(job, open);
        }
        return true;
    }

    private void send(Job job, Lane open) {
        List<Attempt> attempts = outbox.sending(id);
        Lane.Prepared prepared = open.prepare(attempts);
        if (!prepared.refused().isEmpty()) {
            // Written down before anything is sent, so that what a committed batch contains is never in doubt.
            outbox.refuse(id, prepared.refused());
            return;
        }
        outbox.sent(id, open.send(attempts, prepared, job.batch()));
    }

    private boolean observe(Job job) {
        Observation seen = outbox.observe(job);
        if (mayGoOn(job)) {
            Readers.Verdict verdict = readers.ask(seen.ends(), job.care().lagLimit());
            if (verdict.tooFarBehind() != null) {
                outbox.stop(id, verdict.tooFarBehind());
                return true;
            }
            if (verdict.waitsFor() != null || job.waitsFor() != null) {
                outbox.waitsFor(id, verdict.waitsFor());
                return false;
            }
        }
        if (seen.watched().compareTo(longer(job.care().observe(), pace(job))) < 0) {
            return false;
        }
        outbox.observed(id);
        return true;
    }

    /** Whether what is seen matters for what is sent next; if not, nobody is waited for. */
    private static boolean mayGoOn(Job job) {
        return job.state() == JobState.RUNNING || job.state() == JobState.PAUSED;
    }

    /** How long a batch may take at the rate that is allowed. */
    private static Duration pace(Job job) {
        return Duration.ofSeconds(1)
                .multipliedBy(Canary.size(job.step(), job.care()))
                .dividedBy(job.care().rate());
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private boolean rejected(Job job, Rejected e) {
        String reason = String.valueOf(e.getMessage());
        switch (e.kind()) {
            case LETTER -> outbox.refuse(id, Map.of(String.valueOf(e.redriveId()), reason));
            case JOB -> outbox.stop(id, reason);
            case PASSING -> {
                LOG.warn("Redrive {} could not send and will try again: {}", id, reason);
                outbox.waitsFor(id, reason);
                close();
                return false;
            }
        }
        // A stopped job whose batch is known not to be sent gets it back in its next step.
        return job.phase() != Phase.OBSERVING;
    }

    private Lane lane(Job job, String witness) {
        Lane open = lane;
        if (open == null) {
            open = lanes.open(job.lane(), witness);
            lane = open;
        }
        return open;
    }

    @Override
    public void close() {
        Lane open = lane;
        lane = null;
        if (open != null) {
            open.close();
        }
    }
}
