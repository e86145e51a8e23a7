package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.measure.SharedState;
import io.bellbuoy.engine.slice.Backlog;
import io.bellbuoy.engine.slice.GlobalState;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.Trigger;
import io.bellbuoy.engine.window.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fires the global windows of one shared state for all rules and features that read them, and settles them afterwards. */
public final class GlobalRun {

    private final SharedState shared;
    private final GlobalState state;
    private final Turn turn;
    private final List<RuleRun> rules;
    private final List<FeatureRun> features;

    GlobalRun(SharedState shared, Turn turn, List<RuleRun> rules, List<FeatureRun> features) {
        this.shared = shared;
        this.state = (GlobalState) shared.state();
        this.turn = turn;
        this.rules = rules.stream()
                .filter(rule ->
                        rule.plan().measure() != null && rule.plan().measure().shared() == shared.index())
                .toList();
        this.features = features.stream()
                .filter(feature -> feature.plan().measure().shared() == shared.index())
                .toList();
    }

    /** Where its events are counted. */
    public GlobalState state() {
        return state;
    }

    /** The position of the shared state. */
    int shared() {
        return shared.index();
    }

    /** The rules and features have seen an event; null if it did not count here. */
    void onEvent(@Nullable KeyState key) {
        if (key != null && state.fires(key)) {
            state.settle(turn.state(), key, null);
        }
    }

    /** The watermark is where event time fires, or where the key is forgotten. */
    public void onWake(KeyState key) {
        if (state.isDue(key, turn.watermark())) {
            fire(key, 0);
        }
        state.expire(turn.state(), key, turn.watermark());
    }

    private void fire(KeyState key, long at) {
        Window window = state.firing(key, at);
        if (window == null) {
            return;
        }
        rules.forEach(rule -> rule.onFiring(key, window));
        features.forEach(feature -> feature.onFiring(key, window));
        state.settle(turn.state(), key, window);
    }

    // ---- the clock

    /** Whether a look at the clock changes anything. */
    public boolean isClockDue(long now) {
        Backlog backlog = state.backlog();
        if (backlog == null) {
            return false;
        }
        Long due = backlog.due(turn.state());
        return due == null ? backlog.isWaiting(turn.state()) : due <= now;
    }

    /** Fires for all keys that wait, or sets when that will be. */
    public void onClock(long now) {
        Backlog backlog = state.backlog();
        if (backlog == null) {
            return;
        }
        Long due = backlog.due(turn.state());
        if (due == null) {
            backlog.schedule(
                    turn.state(), ((Trigger.ProcessingEvery) state.window().trigger()).after(now));
            return;
        }
        for (String text : backlog.takeAll(turn.state())) {
            KeyState key = turn.state().of(shared.by().space(), text);
            fire(key, due);
            state.expire(turn.state(), key, turn.watermark());
        }
    }
}
