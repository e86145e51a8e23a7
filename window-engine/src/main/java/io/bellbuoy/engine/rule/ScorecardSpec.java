package io.bellbuoy.engine.rule;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Adds up the weights of the rules that hold for an event, and decides by the sum.
 *
 * @param name the scorecard's name, unique in the rule set
 * @param stream the stream whose events it decides on
 * @param weights rules and detectors of that stream, at least one, and what each adds; below 0 for a sign of trust
 * @param review the score from which an event is to be reviewed
 * @param block the score from which an event is to be blocked; not below {@code review}
 * @param publishFrom the mildest outcome that is published
 */
public record ScorecardSpec(
        String name,
        String stream,
        Map<String, BigDecimal> weights,
        BigDecimal review,
        BigDecimal block,
        Outcome publishFrom) {

    /** @throws RuleException if there are no weights or the thresholds are the wrong way round */
    public ScorecardSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(stream, "stream");
        weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
        Objects.requireNonNull(review, "review");
        Objects.requireNonNull(block, "block");
        Objects.requireNonNull(publishFrom, "publishFrom");
        String owner = owner(name);
        if (weights.isEmpty()) {
            throw new RuleException(owner, "weights", "none", "at least one rule and its weight");
        }
        if (review.compareTo(block) > 0) {
            throw new RuleException(
                    owner,
                    "review",
                    review.toPlainString() + ", which is above block=" + block.toPlainString(),
                    "a score that is not above that of block");
        }
    }

    /** How messages name a scorecard. */
    public static String owner(String name) {
        return "scorecard '" + name + "'";
    }

    /** What a score amounts to. */
    public Outcome outcome(BigDecimal score) {
        if (score.compareTo(block) >= 0) {
            return Outcome.BLOCK;
        }
        return score.compareTo(review) >= 0 ? Outcome.REVIEW : Outcome.ALLOW;
    }
}
