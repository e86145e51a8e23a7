package io.bellbuoy.deadletters.redrive.store;

import io.bellbuoy.deadletters.audit.AuditTrail;
import io.bellbuoy.deadletters.redrive.job.Claim;
import io.bellbuoy.deadletters.redrive.job.Job;
import io.bellbuoy.deadletters.redrive.job.JobState;
import io.bellbuoy.deadletters.redrive.job.NotNow;
import io.bellbuoy.deadletters.redrive.job.NotStarted;
import io.bellbuoy.deadletters.redrive.job.Order;
import io.bellbuoy.deadletters.redrive.job.Phase;
import io.bellbuoy.deadletters.redrive.job.Progress;
import io.bellbuoy.deadletters.redrive.job.RedriveProperties;
import io.bellbuoy.deadletters.redrive.job.Request;
import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.redrive.job.Started;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What people ask of redrives. Each method is one transaction and leaves a line in the audit. Thread-safe. */
public class RedriveDesk {

    private final TransactionOperations transaction;
    private final JobTable jobs;
    private final AttemptTable attempts;
    private final GroupCounts groups;
    private final Claims claims;
    private final Prospects prospects;
    private final AuditTrail audit;

    public RedriveDesk(JdbcClient jdbc, TransactionOperations transaction, RedriveProperties properties) {
        this.transaction = transaction;
        jobs = new JobTable(jdbc);
        attempts = new AttemptTable(jdbc);
        groups = new GroupCounts(jdbc);
        claims = new Claims(jdbc, groups, properties.maxClaim());
        prospects = new Prospects(jdbc);
        audit = new AuditTrail(jdbc);
    }

    /**
     * Starts a job if it gets something, and no other has some of the same. One order is decided on at a time, so that of two
     * at once the second finds the first.
     *
     * @throws NotStarted if nothing was started: another job has some of it, nothing of it can be redriven, or the key stands
     *     for another order
     */
    public Started order(Order order) {
        return transaction.execute(status -> {
            jobs.oneAtATime();
            Order.Key key = order.key();
            if (key != null) {
                Optional<Started> before = jobs.keyed(order.request().by(), key);
                if (before.isPresent()) {
                    return before.get();
                }
            }
            if (!order.besideOthers()) {
                requireNobodyElse(order.request().selection());
            }
            Claim claim = claim(order.request(), key);
            if (claim.claimed() == 0) {
                throw new NotStarted(NotStarted.Kind.NOTHING, nothing(order.request(), claim), null);
            }
            return new Started(claim.job(), true, claim.elsewhere(), claim.withoutOrigin());
        });
    }

    /**
     * The job that was started by an order of the same key; empty if there is none.
     *
     * @throws NotStarted if that order was another
     */
    public Optional<Started> before(String by, Order.Key key) {
        return jobs.keyed(by, key);
    }

    private void requireNobodyElse(Selection selection) {
        prospects.holders(selection).stream().findFirst().ifPresent(holder -> {
            throw new NotStarted(
                    NotStarted.Kind.BUSY,
                    "Redrive " + holder.job() + " of " + holder.by() + ", which is " + holder.state() + ", has "
                            + holder.count()
                            + " of what is selected. Wait until it has ended, cancel it, or redrive the"
                            + " rest beside it.",
                    holder.job());
        });
    }

    private String nothing(Request request, Claim claim) {
        if (claim.withoutOrigin() > 0 || claim.elsewhere() > 0) {
            return nothingClaimed(claim);
        }
        Map<String, Long> states = prospects.states(request.selection());
        if (states.isEmpty()) {
            return "There is no dead letter of what is selected.";
        }
        return states.entrySet().stream()
                .map(state -> state.getValue() + " " + state.getKey().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ", "Nothing of what is selected is open: ", "."));
    }

    /**
     * Claims what is selected and open, for a job that an instance takes up soon. Each dead letter goes to one job only,
     * whoever asks at the same time.
     */
    public Claim start(Request request) {
        return transaction.execute(status -> claim(request, null));
    }

    private Claim claim(Request request, Order.@Nullable Key key) {
        long id = jobs.insert(request, key);
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

    /**
     * The latest jobs first.
     *
     * @param before only those with smaller ids
     */
    public List<Job> latest(long before, int count) {
        return jobs.latest(before, count);
    }

    /** How far a job is. */
    public Progress progress(long id) {
        return attempts.progress(id);
    }

    /**
     * Sends nothing more until it is resumed; a batch that is being sent or watched is brought to its end.
     *
     * @throws NotNow if the job does not run
     */
    public void pause(long id, String by) {
        change(id, by, "pause redrive", EnumSet.of(JobState.RUNNING), job -> jobs.state(id, JobState.PAUSED, null));
    }

    /**
     * Goes on, beginning with small batches again.
     *
     * @throws NotNow if the job is not paused
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
     * @throws NotNow if the job has ended
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
     * @throws NotNow if no batch of the job is in doubt
     */
    public void settle(long id, boolean wasSent, String by) {
        change(id, by, wasSent ? "settle as sent" : "settle as not sent", EnumSet.allOf(JobState.class), job -> {
            if (job.phase() != Phase.DOUBT) {
                throw new NotNow("No batch of redrive " + id + " is in doubt.");
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
                throw new NotNow(
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
