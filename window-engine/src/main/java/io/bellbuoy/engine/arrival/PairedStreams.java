package io.bellbuoy.engine.arrival;

import io.bellbuoy.engine.plan.JoinPlan;
import io.bellbuoy.engine.rule.Evaluate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;

/** The joins that are needed at each moment, and so the streams whose events must be there at that moment. */
public final class PairedStreams {

    private final List<JoinCells> cells = new ArrayList<>();
    private final Set<String> inOrder = new LinkedHashSet<>();

    /**
     * @param joins the joins, each behind those that it joins
     * @param sees whether somebody sees the events of a stream at a moment
     */
    public PairedStreams(List<JoinPlan> joins, BiPredicate<String, Evaluate> sees) {
        for (Evaluate moment : Evaluate.values()) {
            Set<String> sides = new LinkedHashSet<>();
            for (int i = joins.size() - 1; i >= 0; i--) {
                JoinPlan join = joins.get(i);
                String name = join.spec().name();
                if (sides.contains(name) || sees.test(name, moment)) {
                    cells.add(JoinCells.of(join, moment));
                    sides.add(join.spec().left());
                    sides.add(join.spec().right());
                }
            }
            if (moment == Evaluate.AT_WATERMARK) {
                inOrder.addAll(sides);
            }
        }
    }

    /** The cells of all joins, once for each moment at which they are evaluated. */
    public List<JoinCells> cells() {
        return cells;
    }

    /** Whether events of a stream are joined in the order of time. */
    public boolean isInOrder(String stream) {
        return inOrder.contains(stream);
    }
}
