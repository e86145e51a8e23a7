package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.condition.Estimate;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.turn.Reads;
import io.bellbuoy.engine.turn.Turn;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The numbers that the condition of one rule reads of an event, nearly. Reused from event to event; single-threaded. */
final class NearNumbers implements Estimate.Numbers {

    private final RulePlan rule;
    private final Estimate estimate;
    private final Counting counting;
    private final Measure.@Nullable Trailing trailing;
    private final Reads.@Nullable AsOf totals;
    private final Reads.Value[] features;
    private @Nullable Event event;

    /** @param estimate that of the rule's condition */
    NearNumbers(RulePlan rule, Estimate estimate, Counting counting, Turn turn) {
        this.rule = rule;
        this.estimate = estimate;
        this.counting = counting;
        this.trailing = rule.measure() instanceof Measure.Trailing each ? each : null;
        this.totals = trailing == null ? null : turn.reads().totals(trailing);
        this.features = rule.features().stream()
                .map(ref -> turn.reads().value(ref.feature()))
                .toArray(Reads.Value[]::new);
    }

    /** Whether the rule's condition surely does not hold for an event that is in time and has been counted. */
    boolean refute(Event current) {
        event = current;
        return estimate.refutes(this);
    }

    @Override
    public double number(int slot) {
        Event current = Objects.requireNonNull(event);
        if (slot < rule.firstComputed()) {
            return of(current.value(slot));
        }
        if (slot >= rule.firstFeature()) {
            int feature = slot - rule.firstFeature();
            return features[feature].approximately(current, rule.features().get(feature));
        }
        return trailing == null || totals == null ? Double.NaN : computed(trailing, totals, slot, current);
    }

    private double computed(Measure.Trailing measure, Reads.AsOf asOf, int slot, Event current) {
        Measure.Reading reading = measure.readings().get(slot - rule.firstComputed());
        KeyState key = Objects.requireNonNull(counting.under(measure));
        return asOf.approximately(reading, key, current.time(), current.position());
    }

    private static double of(@Nullable Object value) {
        return value instanceof BigDecimal decimal && Estimate.isUsual(decimal) ? decimal.doubleValue() : Double.NaN;
    }
}
