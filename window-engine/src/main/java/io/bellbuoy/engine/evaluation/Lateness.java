package io.bellbuoy.engine.evaluation;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.measure.Measure;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** For which rules and features an event is late. Reused from event to event. */
final class Lateness {

    private final Turn turn;
    private final RuleObserver observer;
    /** By the position of shared state: whether the event passed its filter. */
    private final boolean[] accepted;

    private final List<String> names = new ArrayList<>();
    private @Nullable Window newest;

    Lateness(int sharedStates, Turn turn, RuleObserver observer) {
        this.accepted = new boolean[sharedStates];
        this.turn = turn;
        this.observer = observer;
    }

    void begin() {
        Arrays.fill(accepted, false);
        if (newest != null) {
            newest = null;
            names.clear();
        }
    }

    void accepted(int shared) {
        accepted[shared] = true;
    }

    /** An old event that belongs to a session which still takes events is late for nobody who reads it. */
    void joined(int shared) {
        accepted[shared] = false;
    }

    /** Late is what passed the filter and missed every window. */
    boolean isLate(Measure measure, long time) {
        return accepted[measure.shared()] && measure.isLate(time, turn.watermark());
    }

    void add(String name, Window window) {
        names.add(name);
        observer.late(name);
        newest = newest == null || window.end() > newest.end() ? window : newest;
    }

    void emit(Event event) {
        if (newest != null) {
            turn.emit(new Output.Late(event.stream(), event.source(), List.copyOf(names), newest, turn.watermark()));
        }
    }
}
