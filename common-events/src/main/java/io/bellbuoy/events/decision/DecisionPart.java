package io.bellbuoy.events.decision;

import io.bellbuoy.events.event.NamedValues;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one rule had to do with a decision. Immutable.
 *
 * @param rule the name of the rule or detector
 * @param ruleVersion a hash of what changes its results
 * @param weight what it adds to the score if it holds
 * @param holds whether it held for the event
 * @param values the values its condition was evaluated with, as in an alert; empty if it was not asked, because the event
 *     does not count for it
 */
public record DecisionPart(
        String rule, String ruleVersion, BigDecimal weight, boolean holds, Map<String, @Nullable Object> values) {

    /**
     * @throws NullPointerException if a component, or a name in the values, is null
     * @throws IllegalArgumentException if a value is of another type
     */
    public DecisionPart {
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(ruleVersion, "ruleVersion");
        Objects.requireNonNull(weight, "weight");
        values = NamedValues.values(values);
    }
}
