package io.bellbuoy.engine.alerting;

import io.bellbuoy.engine.rule.BlockSpec;
import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.engine.rule.RuleSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * By stream: the rules whose blocks its events lift. Blocks of rules that ring on arrival are lifted on arrival; those
 * of exact rules in the order of time, since the lifting event may arrive before the block is open.
 */
public record Lifts(Map<String, Set<String>> onArrival, Map<String, Set<String>> inOrder) {

    /** Those of a rule set. */
    public static Lifts of(RuleSet rules) {
        Lifts lifts = new Lifts(new HashMap<>(), new HashMap<>());
        for (RuleSpec rule : rules.rules()) {
            BlockSpec block = rule.block();
            if (block != null && block.liftOn() != null) {
                (rule.isExact() ? lifts.inOrder : lifts.onArrival)
                        .computeIfAbsent(block.liftOn(), any -> new HashSet<>())
                        .add(rule.name());
            }
        }
        return lifts;
    }
}
