package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.OutputSink;
import io.bellbuoy.engine.time.TaskTime;
import io.bellbuoy.engine.time.Watermarks;
import io.bellbuoy.engine.turn.Turn;
import org.jspecify.annotations.Nullable;

/**
 * Tells the stages behind how far a task has come: with each event, and at the end of a batch every task of the next
 * stage. A later stage listens to the one before it alone: that one's watermark is never ahead of any stage's before it,
 * and it says so only after it has read of it, so an event that was sent past it lies in the topic before the watermark
 * that passes the event.
 */
final class StageSender {

    private final Plan plan;
    private final TaskPlace place;
    private final Turn turn;
    private final TaskTime time;
    private long told = Watermarks.NONE;
    private boolean toldIdle;
    private long committedTold = Watermarks.NONE;
    private boolean committedToldIdle;

    StageSender(Plan plan, TaskPlace place, Turn turn, TaskTime time) {
        this.plan = plan;
        this.place = place;
        this.turn = turn;
        this.time = time;
    }

    StageRecord record(@Nullable Event event, boolean onArrival, boolean inOrder) {
        return new StageRecord(
                plan.version(),
                plan.stage(),
                place.partition(),
                place.partitions(),
                turn.watermark(),
                time.isIdle(),
                onArrival,
                inOrder,
                event);
    }

    /** Tells every task of the next stage if something has changed since the last time. */
    void tell(OutputSink out) {
        if (!plan.isForwarding() || told == turn.watermark() && toldIdle == time.isIdle()) {
            return;
        }
        told = turn.watermark();
        toldIdle = time.isIdle();
        byte[] record = record(null, false, false).write(null);
        for (int partition = 0; partition < place.partitions(); partition++) {
            out.forward(new Output.Forward(plan.stage() + 1, null, partition, record));
        }
    }

    void commit() {
        committedTold = told;
        committedToldIdle = toldIdle;
    }

    void rollback() {
        told = committedTold;
        toldIdle = committedToldIdle;
    }
}
