package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.alert.RungWindows;
import io.bellbuoy.engine.alert.RungWindows.Rung;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.plan.RulePlan;
import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.slice.Totals;
import io.bellbuoy.engine.slice.WindowContents;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.AlignedWindows;
import io.bellbuoy.engine.window.Window;
import java.util.Objects;

/** Runs one rule over tumbling or sliding windows: each event asks for those that it belongs to, or their close does. */
final class AlignedRun {

    private final RuleRun run;
    private final RulePlan rule;
    private final Measure.Aligned measure;
    private final AlignedWindows windows;
    private final Turn turn;
    private final Revisions revisions;
    private final WindowContents contents;
    private final Emit emit;

    AlignedRun(RuleRun run, Measure.Aligned measure, Turn turn, Revisions revisions) {
        this.run = run;
        this.rule = run.plan();
        this.measure = measure;
        this.windows = measure.windows();
        this.turn = turn;
        this.revisions = revisions;
        this.contents = turn.reads().windows(measure);
        this.emit = rule.spec().emit();
    }

    /** An event was counted. */
    void onEvent(Event event, KeyState key) {
        if (emit == Emit.ON_CLOSE) {
            Closing.schedule(turn, key, Objects.requireNonNull(rule.close()), measure, event.time());
        } else {
            run.publishAsOf(event, key);
        }
        askWindows(event, key);
    }

    /**
     * Asks for each window that the event belongs to. Neighbouring windows with the same content are asked once, so the
     * cost follows the slices that hold events, not the windows that overlap. An open window that rang early is not asked
     * again before it closes: busy keys, whose windows have all rung, would pay most for answers that nobody hears. Unless a
     * scorecard does, which asks on until the condition holds in one.
     */
    private void askWindows(Event event, KeyState key) {
        long last = windows.lastEnd(event.time());
        long end = Closing.firstOpenEnd(measure, event.time(), turn.watermark());
        if (emit == Emit.ON_CLOSE) {
            last = Math.min(last, turn.watermark());
        }
        RungWindows rung = emit == Emit.EARLY ? revisions.of(key) : RungWindows.NONE;
        boolean read = false;
        while (end <= last) {
            if (!run.isAskedOn() && end > turn.watermark() && rung.find(end) != null) {
                end = firstSilent(rung, end);
                continue;
            }
            if (!read) {
                contents.of(key, event.time(), turn.state().version());
                read = true;
            }
            WindowContents.Content content = contents.at(end);
            boolean holds = run.holdsFor(content.totals());
            long same = Math.min(last, content.last());
            for (long each = end; each <= same; each = windows.nextEnd(each)) {
                settleOnEvent(event, key, each, holds, content.totals());
            }
            end = windows.nextEnd(same);
        }
    }

    /**
     * The first end from one on whose window has not rung. The windows that rang lie one after the other most of the time, and
     * on their grid: if the nth of them is the nth window, so are those between.
     */
    private long firstSilent(RungWindows rung, long end) {
        int first = rung.from(end);
        int low = 1;
        int high = rung.windows().size() - first;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (windows.count(end, rung.windows().get(first + middle - 1).end()) == middle) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return windows.nextEnd(rung.windows().get(first + low - 1).end());
    }

    private void settleOnEvent(Event event, KeyState key, long end, boolean holds, Totals content) {
        boolean closed = end <= turn.watermark();
        if (!closed && emit != Emit.EVERY_UPDATE && (!holds || revisions.of(key).find(end) != null)) {
            return;
        }
        Window window = windows.endingAt(end);
        revisions.settle(run.subject(key, window, event, content), holds, closed);
        if (closed && emit == Emit.ON_CLOSE) {
            run.publish(key, window);
        }
    }

    /** The watermark passed the end of a window of a rule that emits on close. */
    void onClose(KeyState key, long end) {
        Window window = windows.endingAt(end);
        if (run.askAtClose(key, window)) {
            run.publish(key, window);
        }
        Closing.reschedule(turn, key, Objects.requireNonNull(rule.close()), measure, end);
    }

    /** The watermark passed the end of windows that rang early, or the time until which late data revises them. */
    void onRungClose(KeyState key) {
        for (Rung rung : revisions.of(key).windows()) {
            if (!rung.closed() && rung.end() <= turn.watermark()) {
                if (rule.revisable()) {
                    run.askAtClose(key, windows.endingAt(rung.end()));
                }
                revisions.store(key, revisions.of(key).closed(rung.end()));
            }
        }
        revisions.store(key, revisions.of(key));
    }
}
