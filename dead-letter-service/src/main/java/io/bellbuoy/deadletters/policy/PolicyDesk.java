package io.bellbuoy.deadletters.policy;

import io.bellbuoy.deadletters.audit.AuditTrail;
import io.bellbuoy.deadletters.redrive.job.Care;
import io.bellbuoy.deadletters.redrive.job.Request;
import io.bellbuoy.deadletters.redrive.job.Selection;
import io.bellbuoy.deadletters.redrive.store.RedriveDesk;
import io.bellbuoy.deadletters.redrive.store.TriageDesk;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what policies say, as an operator would, within the transaction of the caller. Thread-safe. */
public final class PolicyDesk {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyDesk.class);

    private final RedriveDesk redrives;
    private final TriageDesk triage;
    private final AuditTrail audit;
    private final Care care;

    public PolicyDesk(RedriveDesk redrives, TriageDesk triage, AuditTrail audit, Care care) {
        this.redrives = redrives;
        this.triage = triage;
        this.audit = audit;
        this.care = care;
    }

    /**
     * Does it.
     *
     * @param action that of the policy, or to park what came back too often
     * @param letters at least one
     * @return to how many it was done; what somebody else is dealing with is passed over
     */
    long act(Policy policy, Action action, String reason, List<Long> letters) {
        Selection selection = Selection.ids(letters);
        return switch (action) {
            case RETRY ->
                redrives.start(new Request(selection, null, care, policy.actor()))
                        .claimed();
            case PARK -> triage.park(selection, reason, policy.actor());
            case DISCARD -> triage.discard(selection, reason, policy.actor());
            case NOTIFY -> tell(policy, reason, selection, letters.size());
        };
    }

    private long tell(Policy policy, String reason, Selection selection, int count) {
        audit.write(policy.actor(), "notify", selection.description(), reason);
        LOG.warn(
                "Policy {} tells of {} open dead letters ({}), {}: look at them in the console",
                policy.name(),
                count,
                policy.when(),
                selection.description());
        return count;
    }
}
