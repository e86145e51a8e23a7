package io.bellbuoy.engine.turn;

import io.bellbuoy.engine.output.RuleObserver;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a task evaluated each of its rules in the batch that runs. Counted here, since a rule is evaluated some times for
 * every event, and told once a batch. Single-threaded.
 */
public final class Evaluations {

    /** Those of one rule. */
    public static final class Count {

        private final String rule;
        private long times;

        private Count(String rule) {
            this.rule = rule;
        }

        /** Some more. */
        public void add(long more) {
            times += more;
        }
    }

    private final List<Count> counts = new ArrayList<>();

    /** The count of a rule or detector. */
    public Count of(String rule) {
        Count count = new Count(rule);
        counts.add(count);
        return count;
    }

    /** Tells what was counted, and begins anew. */
    public void tell(RuleObserver observer) {
        for (Count count : counts) {
            if (count.times > 0) {
                observer.evaluated(count.rule, count.times);
                count.times = 0;
            }
        }
    }
}
