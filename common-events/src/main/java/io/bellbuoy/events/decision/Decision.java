package io.bellbuoy.events.decision;

import io.bellbuoy.events.event.NamedValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The decision of a scorecard on one event; schema {@code decision.json}. Immutable.
 *
 * @param eventId the event decided on
 * @param key the key's fields and values
 * @param eventTime the event's time, UTC
 * @param scorecard the scorecard's name
 * @param scorecardVersion a hash of what changes its results, the versions of its rules included
 * @param score the sum of the weights of the {@code parts} that hold
 * @param outcome what is to be done
 * @param scored what the score alone amounts to; differs from the outcome where a list overrides it
 * @param parts all rules that the scorecard weighs, in its order
 * @param lists the entries of allow and deny lists that the event is on; empty if none
 */
public record Decision(
        String eventId,
        Map<String, String> key,
        Instant eventTime,
        String scorecard,
        String scorecardVersion,
        BigDecimal score,
        Outcome outcome,
        Outcome scored,
        List<DecisionPart> parts,
        List<ListMatch> lists) {

    /** @throws NullPointerException if a component, or anything in the key the parts or the lists, is null */
    public Decision {
        Objects.requireNonNull(eventId, "eventId");
        key = NamedValues.key(key);
        Objects.requireNonNull(eventTime, "eventTime");
        Objects.requireNonNull(scorecard, "scorecard");
        Objects.requireNonNull(scorecardVersion, "scorecardVersion");
        Objects.requireNonNull(score, "score");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(scored, "scored");
        parts = List.copyOf(parts);
        lists = List.copyOf(lists);
    }
}
