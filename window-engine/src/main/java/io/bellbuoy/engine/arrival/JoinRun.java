package io.bellbuoy.engine.arrival;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.join.PairState;
import io.bellbuoy.engine.join.PairState.Kept;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.RuleObserver;
import io.bellbuoy.engine.plan.JoinPlan;
import io.bellbuoy.engine.rule.JoinSpec;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.time.Watermarks;
import io.bellbuoy.engine.turn.Turn;
import io.bellbuoy.engine.window.Window;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Joins the events of one side with those of the other that were there before them, at one moment, in one task. A pair is
 * an event of the joined stream whose record is that of the event which completed it: so if it cannot be processed, that
 * event is undone, is the dead letter, and completes the pair anew after a redrive.
 */
public final class JoinRun {

    private final JoinPlan plan;
    private final boolean isLeft;
    private final int[] positions;
    private final PairState own;
    private final PairState others;
    private final long earlier;
    private final long later;
    private final long lateness;
    private final Turn turn;
    private final RuleObserver observer;
    private final Consumer<Event> pairs;

    /** @param pairs takes the pairs */
    public JoinRun(JoinCells cells, boolean isLeft, Turn turn, RuleObserver observer, Consumer<Event> pairs) {
        this.plan = cells.plan();
        this.isLeft = isLeft;
        this.positions = plan.positions(isLeft);
        this.own = cells.side(isLeft);
        this.others = cells.side(!isLeft);
        JoinSpec spec = plan.spec();
        this.earlier = (isLeft ? spec.before() : spec.after()).toMillis();
        this.later = (isLeft ? spec.after() : spec.before()).toMillis();
        this.lateness = spec.allowedLateness().toMillis();
        this.turn = turn;
        this.observer = observer;
        this.pairs = pairs;
    }

    /** Pairs an event of this side with those of the other that are there, and keeps it for those to come. */
    public void onEvent(Event event) {
        if (turn.watermark() != Watermarks.NONE && event.time() < turn.watermark() - lateness) {
            // Some of its partners may be forgotten; a part of the pairs would be worse than none.
            late(event);
            return;
        }
        KeyState key = turn.state().of(own.space(), event.key());
        Kept kept = new Kept(event.id(), event.time(), values(event));
        own.add(turn.state(), key, kept);
        others.forEach(
                key, event.time() - earlier, event.time() + later, other -> pairs.accept(pair(event, kept, other)));
    }

    private @Nullable Object[] values(Event event) {
        @Nullable Object[] values = new Object[positions.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = event.value(positions[i]);
        }
        return values;
    }

    private Event pair(Event event, Kept kept, Kept other) {
        Kept left = isLeft ? kept : other;
        Kept right = isLeft ? other : kept;
        return new Event(
                plan.stream().name(),
                Math.max(left.time(), right.time()),
                left.id() + "+" + right.id(),
                event.key(),
                plan.values(event.key(), left.values(), right.values()),
                event.source());
    }

    private void late(Event event) {
        String name = plan.spec().name();
        observer.late(name);
        Window moment = new Window(event.time(), event.time() + 1);
        turn.emit(new Output.Late(event.stream(), event.source(), List.of(name), moment, turn.watermark()));
    }
}
