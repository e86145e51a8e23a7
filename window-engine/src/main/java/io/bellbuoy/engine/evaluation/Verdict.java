package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.scorecard.Vote;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a rule concludes on the event at hand: it holds if its condition holds in one of the windows that take the event,
 * whether or not an alert comes of it. Reused from event to event.
 */
final class Verdict implements Vote {

    private final Scope scope;
    private @Nullable List<@Nullable Object> computed;
    private boolean holds;

    Verdict(Scope scope) {
        this.scope = scope;
    }

    /** Begins with an event, which the rule may not be asked about at all. */
    void clear() {
        computed = null;
        holds = false;
    }

    /** The rule was asked; the scope has the values. The first window in which it holds is shown, else the first. */
    void note(boolean held) {
        if (computed == null || held && !holds) {
            computed = scope.computed();
        }
        holds |= held;
    }

    @Override
    public boolean holds() {
        return holds;
    }

    /** Read when the decision is made, since few decisions may be published; the event is still that of the scope. */
    @Override
    public Map<String, @Nullable Object> values() {
        if (computed == null) {
            return Map.of();
        }
        scope.restore(computed);
        return scope.shown();
    }
}
