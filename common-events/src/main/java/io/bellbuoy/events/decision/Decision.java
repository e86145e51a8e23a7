package io.bellbuoy.events.decision;

import io.bellbuoy.events.event.NamedValues;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * The decision of a scorecard on one event; schema {@code decision.json}. Immutable.
 *
 * @param eventId the event decided on
 * @param key the key's fields and values
 * @param eventTime the event's time, UTC
 * @param scorecard the scorecard's name
 * @param score the sum of {@code parts}
 * @param outcome what the score amounts to
 * @param parts the rules that held, and the weight each added; empty if none held
 */
public record Decision(
        String eventId,
        Map<String, String> key,
        Instant eventTime,
        String scorecard,
        BigDecimal score,
        Outcome outcome,
        Map<String, BigDecimal> parts) {

    /** @throws NullPointerException if a component, or anything in a map, is null */
    public Decision {
        Objects.requireNonNull(eventId, "eventId");
        key = NamedValues.key(key);
        Objects.requireNonNull(eventTime, "eventTime");
        Objects.requireNonNull(scorecard, "scorecard");
        Objects.requireNonNull(score, "score");
        Objects.requireNonNull(outcome, "outcome");
        parts = NamedValues.parts(parts);
    }
}
