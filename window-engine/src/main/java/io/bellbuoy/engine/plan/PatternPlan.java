package io.bellbuoy.engine.plan;

import io.bellbuoy.engine.measure.KeyBy;
import io.bellbuoy.engine.pattern.MatchValues;
import io.bellbuoy.engine.pattern.PatternCells;
import io.bellbuoy.engine.pattern.PatternMatcher;
import io.bellbuoy.engine.rule.PatternSpec;
import java.util.Map;

/**
 * The pattern of a rule, compiled.
 *
 * @param spec its declaration
 * @param text the pattern for people, which an alert shows as its condition
 * @param matcher what finds it
 * @param keys by the position of each stream that its steps read, the rule's key in the fields of that stream
 * @param cells where a key's partial matches are kept
 */
public record PatternPlan(
        PatternSpec spec, String text, PatternMatcher matcher, Map<Integer, KeyBy> keys, PatternCells cells) {

    public PatternPlan {
        keys = Map.copyOf(keys);
    }

    /** What is asked of a match, and what is shown of it. */
    public MatchValues values() {
        return matcher.values();
    }
}
