package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.condition.Bindings;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.measure.SharedState;
import io.bellbuoy.engine.plan.FeaturePlan;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.plan.StreamPlan;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.turn.RuleFailure;
import io.bellbuoy.engine.turn.Turn;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Counts the events of one stream into the state that its rules and features share. Reused from event to event. */
final class Counting {

    private final Turn turn;
    private final Lateness late;
    private final SharedState[] shared;
    /** By the position in {@link #shared}: what is read from it. */
    private final Measure[][] measures;
    /** By the position of shared state: the key it was counted under, or null if it did not count. */
    private final @Nullable KeyState[] counted;

    /** @param sharedStates how many the whole plan has */
    Counting(StreamPlan plan, int sharedStates, Turn turn, Lateness late) {
        this.turn = turn;
        this.late = late;
        this.shared = plan.shared().toArray(SharedState[]::new);
        this.measures =
                plan.shared().stream().map(state -> measuresOf(plan, state)).toArray(Measure[][]::new);
        this.counted = new KeyState[sharedStates];
    }

    private static Measure[] measuresOf(StreamPlan plan, SharedState state) {
        return Stream.concat(
                        plan.features().stream().map(FeaturePlan::measure),
                        plan.rules().stream().map(RulePlan::measure))
                .filter(measure -> measure != null && measure.shared() == state.index())
                .toArray(Measure[]::new);
    }

    /** @param fields the fields of the event */
    void count(Event event, Bindings fields) {
        for (int i = 0; i < shared.length; i++) {
            count(event, fields, shared[i], measures[i]);
        }
    }

    /** The key under which the event counted for a measure; null if it did not. */
    @Nullable
    KeyState under(Measure measure) {
        return counted[measure.shared()];
    }

    /** The key under which the event counted into the shared state of a position; null if it did not. */
    @Nullable
    KeyState under(int position) {
        return counted[position];
    }

    private void count(Event event, Bindings fields, SharedState shared, Measure[] measures) {
        counted[shared.index()] = null;
        try {
            String key = shared.keyOf(event);
            if (key == null || !shared.accepts(fields)) {
                return;
            }
            late.accepted(shared.index());
            if (isLateForAll(measures, event.time()) && !joins(measures, shared, key, event.time())) {
                return;
            }
            KeyState state = turn.state().of(shared.by().space(), key);
            shared.state().add(turn.state(), state, event.time(), shared.read(fields), event.position());
            counted[shared.index()] = state;
        } catch (RuntimeException e) {
            throw RuleFailure.counting(shared.name(), e);
        }
    }

    /**
     * Whether an old event belongs to a session that still takes events. The measures that share sessions have the same gap
     * and lateness, so one answers for all.
     */
    private boolean joins(Measure[] measures, SharedState shared, String key, long time) {
        if (measures.length == 0 || !(measures[0] instanceof Measure.Session sessions)) {
            return false;
        }
        boolean taken = sessions.takes(turn.state().of(shared.by().space(), key), time, turn.watermark());
        if (taken) {
            late.joined(shared.index());
        }
        return taken;
    }

    private boolean isLateForAll(Measure[] measures, long time) {
        for (Measure measure : measures) {
            if (!measure.isLate(time, turn.watermark())) {
                return false;
            }
        }
        return true;
    }
}
