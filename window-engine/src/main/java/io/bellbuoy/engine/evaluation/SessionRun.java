package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.alert.Instants;
import io.bellbuoy.engine.alert.RungWindows;
import io.bellbuoy.engine.alert.RungWindows.Rung;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.output.AlertStatus;
import io.bellbuoy.engine.slice.Totals;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Runs one rule over sessions, whose bounds move: they are asked when they close, and a late event may change what was
 * published or make a closed session part of another. What rang lies under the session's start, a cell each.
 */
final class SessionRun {

    private final RuleRun rule;
    private final Measure.Session measure;
    private final Turn turn;
    private final Instants close;
    private final RungWindows.Cells rung;

    SessionRun(RuleRun rule, Measure.Session measure, Turn turn) {
        this.rule = rule;
        this.measure = measure;
        this.turn = turn;
        this.close = Objects.requireNonNull(rule.plan().close());
        this.rung = Objects.requireNonNull(rule.plan().rung());
    }

    /** An event was counted: its session closes later than was known, or has closed and is asked again. */
    void onEvent(Event event, KeyState key) {
        Window session = Objects.requireNonNull(measure.state().at(key, event.time()));
        withdrawFormer(key, session);
        if (session.end() > turn.watermark()) {
            Closing.schedule(turn, key, close, session);
        } else {
            rule.askClosed(key, session);
            rule.publish(key, session);
        }
    }

    /** The watermark is at an instant at which a session ends, unless it was prolonged since. */
    void onClose(KeyState key, long end) {
        Window session = measure.state().endingAt(key, end);
        if (session != null && rule.askAtClose(key, session)) {
            rule.publish(key, session);
        }
        Closing.reschedule(turn, key, close, measure, end);
    }

    /** The windows that rang and have become part of a session with other bounds are no more. */
    private void withdrawFormer(KeyState key, Window session) {
        for (long start : former(key, session)) {
            Rung former = rung(key, start);
            if (former.status() != AlertStatus.RETRACTED) {
                Totals reason = rule.cleared();
                measure.total(key, session, reason);
                rule.withdraw(key, new Window(start, former.end()), former, reason);
            }
            turn.state().put(key, rung.id(), start, null);
        }
    }

    private List<Long> former(KeyState key, Window session) {
        List<Long> starts = new ArrayList<>(0);
        for (int i = key.seek(rung.id(), session.start()); key.isOf(rung.id(), i); i++) {
            long start = key.chunkAt(i);
            if (start >= session.end()) {
                break;
            }
            boolean same = start == session.start();
            if (key.valueAt(i) != null && !(same && rung(key, start).end() == session.end())) {
                starts.add(start);
            }
        }
        return starts;
    }

    /** A session rings under its start until its bounds change, so there is one at most. */
    private Rung rung(KeyState key, long start) {
        return ((RungWindows) Objects.requireNonNull(key.get(rung.id(), start)))
                .windows()
                .get(0);
    }
}
