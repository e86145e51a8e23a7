package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.arrival.EventBuffer;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.output.OutputSink;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.turn.Turn;

/** Brings a task up to a watermark, in the order of time: events that waited, then timers of the same moment. */
final class TimeOrder {

    private final TaskParts parts;
    private final EventPath path;
    private final Turn turn;
    private final TaskState state;

    TimeOrder(TaskParts parts, EventPath path, Turn turn) {
        this.parts = parts;
        this.path = path;
        this.turn = turn;
        this.state = turn.state();
    }

    /** Does all that is due up to a watermark, which is then that of the turn. */
    void advance(long target, OutputSink out) {
        if (target == turn.watermark()) {
            return;
        }
        state.loadDue(target);
        while (true) {
            long nextEvent = state.nextEventWake();
            long nextTimer = state.nextTimerWake();
            if (Math.min(nextEvent, nextTimer) > target) {
                break;
            }
            if (nextEvent <= nextTimer) {
                takeWaiting(state.pollEvents(), nextEvent - 1, out);
            } else {
                wake(state.pollTimers(), nextTimer, out);
            }
        }
        turn.watermark(target);
    }

    private void takeWaiting(KeyState key, long time, OutputSink out) {
        turn.watermark(Math.max(turn.watermark(), time));
        for (StreamParts stream : parts.streams()) {
            EventBuffer buffer = stream.buffer();
            EventBuffer.Waiting waiting = buffer == null ? null : (EventBuffer.Waiting) key.get(buffer.id(), time);
            if (buffer != null && waiting != null) {
                state.put(key, buffer.id(), time, null);
                for (Event event : waiting.events()) {
                    path.waited(stream, event, out);
                }
            }
            if (buffer != null) {
                state.armFirst(key, buffer.id());
            }
        }
    }

    private void wake(KeyState key, long time, OutputSink out) {
        turn.watermark(Math.max(turn.watermark(), time));
        turn.attempt(() -> parts.wake(key, turn.watermark()), out);
        state.arm(key);
    }
}
