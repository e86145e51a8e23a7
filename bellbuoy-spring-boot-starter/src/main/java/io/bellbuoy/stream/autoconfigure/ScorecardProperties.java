package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.Outcome;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Adds up the weights of the rules that hold for an event, and decides by the sum.
 *
 * @param stream the stream whose events it decides on
 * @param weights rules and detectors of that stream and what each adds; below 0 for a sign of trust
 * @param review the score from which an event is to be reviewed
 * @param block the score from which an event is to be blocked
 * @param publishFrom the mildest outcome that is published
 */
record ScorecardProperties(
        @Nullable String stream,
        @DefaultValue Map<String, BigDecimal> weights,
        @Nullable BigDecimal review,
        @Nullable BigDecimal block,
        @DefaultValue("allow") Outcome publishFrom) {}
