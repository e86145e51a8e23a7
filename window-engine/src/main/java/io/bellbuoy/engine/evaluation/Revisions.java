package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.alert.RungWindows;
import io.bellbuoy.engine.alert.RungWindows.Rung;
import io.bellbuoy.engine.alerting.Alerts;
import io.bellbuoy.engine.alerting.Alerts.Subject;
import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.Window;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one rule has published about windows, and what is to be published now: that it rings, a revision, a retraction. */
final class Revisions {

    private final RulePlan rule;
    private final RungWindows.Cells cells;
    private final boolean bySession;
    private final Turn turn;
    private final Scope scope;
    private final Alerts alerts;
    private final RuleObserver observer;

    /** @param bySession whether each window has a cell of its own, under its start */
    Revisions(RulePlan rule, boolean bySession, Turn turn, Scope scope, Alerts alerts, RuleObserver observer) {
        this.rule = rule;
        this.cells = Objects.requireNonNull(rule.rung());
        this.bySession = bySession;
        this.turn = turn;
        this.scope = scope;
        this.alerts = alerts;
        this.observer = observer;
    }

    /** The windows of a key that rang; not for sessions. */
    RungWindows of(KeyState key) {
        return of(key, 0);
    }

    private RungWindows of(KeyState key, long chunk) {
        RungWindows rung = (RungWindows) key.get(cells.id(), chunk);
        return rung == null ? RungWindows.NONE : rung;
    }

    /** Sets the windows of a key that rang, without those that are over; not for sessions. */
    void store(KeyState key, RungWindows rung) {
        store(key, 0, rung);
    }

    private void store(KeyState key, long chunk, RungWindows rung) {
        turn.state().put(key, cells.id(), chunk, rung.without(turn.watermark(), cells.lateness()));
    }

    /** Publishes what is new about a window, which the scope has the values of. */
    void settle(Subject subject, boolean holds, boolean closed) {
        Window window = Objects.requireNonNull(subject.window());
        long end = window.end();
        long chunk = bySession ? window.start() : 0;
        RungWindows known = of(subject.key(), chunk);
        Rung before = known.find(end);
        List<@Nullable Object> values = scope.computed();
        AlertStatus status = next(before, holds, values);
        if (status == null) {
            return;
        }
        observer.matched(rule.spec().name());
        if (before == null && alerts.isHeldBack(subject.key(), subject.time(), observer)) {
            return;
        }
        int revision = before == null ? 1 : before.revision() + 1;
        if (status == AlertStatus.FIRING) {
            alerts.fire(subject, revision, scope);
        } else {
            alerts.revise(subject, revision, status, scope);
        }
        store(subject.key(), chunk, known.with(new Rung(end, status, revision, values, closed)));
    }

    /** The status to publish, or null if nothing is new. */
    private static @Nullable AlertStatus next(@Nullable Rung before, boolean holds, List<@Nullable Object> values) {
        if (before == null || before.status() == AlertStatus.RETRACTED) {
            return holds ? AlertStatus.FIRING : null;
        }
        if (!holds) {
            return AlertStatus.RETRACTED;
        }
        return RungWindows.sameValues(before.values(), values) ? null : AlertStatus.REVISED;
    }
}
