package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.alert.Instants;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.time.Watermarks;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.AlignedWindows;
import io.bellbuoy.engine.window.Window;

/** Which windows of a key are to be looked at, and when. */
final class Closing {

    private Closing() {}

    /** The end of the first window that contains an event and still takes it; beyond its last end if none does. */
    static long firstOpenEnd(Measure.Aligned measure, long time, long watermark) {
        AlignedWindows windows = measure.windows();
        long first = windows.firstEnd(time);
        if (!measure.isOver(first, watermark)) {
            return first;
        }
        return windows.endAfter(watermark - measure.lateness());
    }

    /** Makes sure that the first window of an event that is not closed will be looked at when it closes. */
    static void schedule(Turn turn, KeyState key, Instants close, Measure.Aligned measure, long time) {
        AlignedWindows windows = measure.windows();
        long end = windows.firstEnd(time);
        if (turn.watermark() != Watermarks.NONE && end <= turn.watermark()) {
            end = windows.endAfter(turn.watermark());
        }
        Long known = (Long) key.get(close.id(), 0);
        if (end <= windows.lastEnd(time) && (known == null || end < known)) {
            turn.state().put(key, close.id(), 0, end);
        }
    }

    /** Sets the next window with events to be looked at, after one has closed. */
    static void reschedule(Turn turn, KeyState key, Instants close, Measure.Aligned measure, long closed) {
        AlignedWindows windows = measure.windows();
        long next = windows.nextEnd(closed);
        long filled = measure.state().nextFilled(key, windows.startOf(next));
        boolean none = filled == Long.MAX_VALUE;
        turn.state().put(key, close.id(), 0, none ? null : (Object) Math.max(next, windows.firstEnd(filled)));
    }

    /**
     * Makes sure that an open session will be looked at when it closes. The instant set before may be an end that has moved
     * since: it is looked at in vain, and the next one is found then, so that most events of a session set nothing.
     */
    static void schedule(Turn turn, KeyState key, Instants close, Window session) {
        Long known = (Long) key.get(close.id(), 0);
        if (session.end() > turn.watermark() && (known == null || session.end() < known)) {
            turn.state().put(key, close.id(), 0, session.end());
        }
    }

    /** Sets the next session to be looked at, after an instant. */
    static void reschedule(Turn turn, KeyState key, Instants close, Measure.Session measure, long after) {
        long next = measure.state().nextEnd(key, after);
        turn.state().put(key, close.id(), 0, next == Long.MAX_VALUE ? null : (Object) next);
    }
}
