package io.bellbuoy.engine.arrival;

import io.bellbuoy.engine.event.Field;
import io.bellbuoy.engine.join.PairState;
import io.bellbuoy.engine.plan.JoinPlan;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.engine.rule.JoinSpec;
import java.util.Arrays;
import java.util.List;

/**
 * What a join keeps for one of the two moments. Events are joined on arrival for those who see pairs on arrival, and in the
 * order of time for those who see them at the watermark; each keeps its own.
 */
public record JoinCells(JoinPlan plan, Evaluate moment, PairState left, PairState right) {

    static JoinCells of(JoinPlan plan, Evaluate moment) {
        JoinSpec spec = plan.spec();
        List<Field> fields = plan.stream().schema().fields();
        int split = 1 + plan.positions(true).length;
        String name = spec.name() + "|" + moment;
        long lateness = spec.allowedLateness().toMillis();
        // A right event comes at most this much later than the left one, and the other way round.
        long after = spec.after().toMillis() + lateness;
        long before = spec.before().toMillis() + lateness;
        return new JoinCells(
                plan,
                moment,
                new PairState(name, "left", fields.subList(1, split), after),
                new PairState(name, "right", fields.subList(split, fields.size()), before));
    }

    PairState side(boolean isLeft) {
        return isLeft ? left : right;
    }

    @Override
    public String toString() {
        return "join " + plan.spec().name() + " " + Arrays.asList(left, right);
    }
}
