package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.redrive.job.NotStarted;
import io.bellbuoy.deadletters.redrive.job.Order;
import io.bellbuoy.deadletters.redrive.job.RedriveProperties;
import io.bellbuoy.deadletters.redrive.job.Request;
import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.redrive.job.Started;
import io.bellbuoy.deadletters.redrive.plan.Plan;
import io.bellbuoy.deadletters.redrive.plan.Planner;
import io.bellbuoy.deadletters.redrive.store.Prospects;
import io.bellbuoy.deadletters.redrive.store.RedriveDesk;
import io.bellbuoy.deadletters.redrive.store.TriageDesk;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;

/**
 * What operators do. Every method but those that only look leaves an entry in the audit, in the same transaction. For others
 * each throws {@link org.springframework.security.access.AccessDeniedException}.
 */
@PreAuthorize("hasRole('OPERATOR')")
public class Actions {

    private final RedriveDesk redrives;
    private final TriageDesk triage;
    private final Planner planner;
    private final Prospects prospects;
    private final RedriveProperties properties;

    public Actions(
            RedriveDesk redrives,
            TriageDesk triage,
            Planner planner,
            Prospects prospects,
            RedriveProperties properties) {
        this.redrives = redrives;
        this.triage = triage;
        this.planner = planner;
        this.prospects = prospects;
        this.properties = properties;
    }

    /**
     * What a redrive would do. Changes nothing.
     *
     * @throws io.bellbuoy.deadletters.search.BadQueryException if something is not allowed
     * @throws org.apache.kafka.common.KafkaException if the broker does not say
     */
    public Plan plan(RedriveForm form, String by) {
        return planner.plan(form.request(properties.care(), by));
    }

    /**
     * Starts a redrive.
     *
     * @param key the name of the request, 1 to 1,000 characters: asking again with it starts nothing again; null for none
     * @throws NotStarted if it is not started, with the reason
     * @throws io.bellbuoy.deadletters.search.BadQueryException if something is not allowed
     * @throws org.apache.kafka.common.KafkaException if the broker does not say whether the topics are there
     */
    public Started start(RedriveForm form, @Nullable String key, String by) {
        Request request = form.request(properties.care(), by);
        Order.Key name = key == null ? null : new Order.Key(Texts.line("Idempotency-Key", key), form.digest());
        Optional<Started> before = name == null ? Optional.empty() : redrives.before(by, name);
        // Whatever has become of the topic since.
        return before.orElseGet(() -> start(new Order(request, Boolean.TRUE.equals(form.besideOthers()), name)));
    }

    private Started start(Order order) {
        String problem = planner.problem(order.request());
        if (problem != null) {
            throw new NotStarted(NotStarted.Kind.TOPIC, problem, null);
        }
        return redrives.order(order);
    }

    /**
     * Sends nothing more until it is resumed.
     *
     * @return whether there is such a redrive
     * @throws io.bellbuoy.deadletters.redrive.job.NotNow if it does not run
     */
    public boolean pause(long job, String by) {
        return done(job, () -> redrives.pause(job, by));
    }

    /**
     * Goes on, beginning with small batches again.
     *
     * @return whether there is such a redrive
     * @throws io.bellbuoy.deadletters.redrive.job.NotNow if it is not paused
     */
    public boolean resume(long job, String by) {
        return done(job, () -> redrives.resume(job, by));
    }

    /**
     * Ends it: what was not sent is open again.
     *
     * @return whether there is such a redrive
     * @throws io.bellbuoy.deadletters.redrive.job.NotNow if it has ended
     */
    public boolean cancel(long job, String by) {
        return done(job, () -> redrives.cancel(job, by));
    }

    /**
     * Says of a batch in doubt what somebody has found out.
     *
     * @param wasSent whether its redrive ids are in the topic
     * @return whether there is such a redrive
     * @throws io.bellbuoy.deadletters.redrive.job.NotNow if no batch of it is in doubt
     */
    public boolean settle(long job, boolean wasSent, String by) {
        return done(job, () -> redrives.settle(job, wasSent, by));
    }

    private boolean done(long job, Runnable action) {
        boolean isThere = redrives.job(job).isPresent();
        if (isThere) {
            action.run();
        }
        return isThere;
    }

    /** How many dead letters of a selection are in each state. Changes nothing. */
    public Map<String, Long> states(TriageForm form) {
        return prospects.states(form.chosen().selection());
    }

    /** The last one of a selection; 0 if it is empty. Changes nothing. */
    public long last(TriageForm form) {
        return prospects.last(form.chosen().selection());
    }

    /** Discards what is open or parked, and says how many that were. */
    public long discard(TriageForm form, String by) {
        return triage.discard(form.chosen().selection(), Texts.line("reason", form.reason()), by);
    }

    /** Opens again what was discarded and is not erased, and says how many that were. */
    public long restore(TriageForm form, String by) {
        return triage.restore(form.chosen().selection(), by);
    }

    /** Puts aside what is open, and says how many that were. */
    public long park(TriageForm form, String by) {
        Selection selection = form.chosen().selection();
        return triage.park(selection, Texts.line("reason", form.reason()), by);
    }

    /** Opens again what was parked, and says how many that were. */
    public long unpark(TriageForm form, String by) {
        return triage.unpark(form.chosen().selection(), by);
    }

    /** Writes about a group that there is, 1 to 10,000 characters. */
    public void note(String fingerprint, @Nullable String text, String by) {
        triage.note(fingerprint, Texts.of("text", text), by);
    }
}
