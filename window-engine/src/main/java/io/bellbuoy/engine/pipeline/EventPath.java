package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.arrival.EventBuffer;
import io.bellbuoy.engine.event.Event;
import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.OutputSink;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.turn.RuleFailure;
import io.bellbuoy.engine.turn.Turn;

/**
 * The path of an event through a task: what is done on arrival, then on to the stages behind, and what is done in the order
 * of time, for which it may have to wait. Each piece is all or nothing: if a rule fails, the event becomes a dead letter.
 */
final class EventPath {

    private final TaskParts parts;
    private final Turn turn;
    private final TaskState state;
    private final StageSender sender;

    EventPath(TaskParts parts, Turn turn, StageSender sender) {
        this.parts = parts;
        this.turn = turn;
        this.state = turn.state();
        this.sender = sender;
    }

    /** An event of a stream has arrived. */
    void arrived(StreamParts stream, Event event, OutputSink out) {
        attempt(event, () -> take(stream, event, out), out);
    }

    /** An event of a stage before has arrived, for one of the two moments or both. */
    void forwarded(StreamParts stream, Event event, boolean onArrival, boolean inOrder, OutputSink out) {
        attempt(event, () -> takeForwarded(stream, event, onArrival, inOrder), out);
    }

    /** The watermark has passed an event that waited. */
    void waited(StreamParts stream, Event event, OutputSink out) {
        boolean done = attempt(event, () -> takeInOrder(stream, event), out);
        if (!done && stream.seenIds() != null) {
            // Its id was noted on arrival; a redrive of the dead letter is no duplicate.
            stream.seenIds().forget(state, event);
        }
    }

    private void take(StreamParts stream, Event event, OutputSink out) {
        if (stream.seenIds() != null && stream.seenIds().isDuplicate(state, event)) {
            out.duplicate(event.stream());
            return;
        }
        parts.notePlace(stream, event);
        if (stream.table() != null) {
            stream.table().put(event);
        }
        parts.onArrival(stream, event);
        sendOnOrWait(stream, event, true, true);
    }

    private void takeForwarded(StreamParts stream, Event event, boolean onArrival, boolean inOrder) {
        if (onArrival) {
            parts.onArrival(stream, event);
        }
        sendOnOrWait(stream, event, onArrival, inOrder);
    }

    /** What is evaluated on arrival is done; what is evaluated in the order of time may have to wait. */
    private void sendOnOrWait(StreamParts stream, Event event, boolean onArrival, boolean inOrder) {
        EventBuffer buffer = stream.buffer();
        if (stream.forwarding() != null) {
            stream.forwarding().forward(event, onArrival, inOrder && buffer == null);
        }
        if (inOrder && buffer != null) {
            if (event.time() < turn.watermark()) {
                takeInOrder(stream, event);
            } else {
                buffer.add(state, event);
            }
        }
    }

    private void takeInOrder(StreamParts stream, Event event) {
        parts.inOrder(stream, event);
        if (stream.forwarding() != null) {
            stream.forwarding().forward(event, false, true);
        }
    }

    /** Does a piece of work for an event; if it fails the event is a dead letter, and false is returned. */
    private boolean attempt(Event event, Turn.Work work, OutputSink out) {
        try {
            turn.attempt(work, out);
            sender.take(out);
            return true;
        } catch (RuleFailure e) {
            sender.drop();
            out.dead(new Output.Dead(
                    event.source(),
                    Output.Reason.RULE_FAILED,
                    e.rule(),
                    String.valueOf(e.getMessage()),
                    e.exception()));
            return false;
        } catch (TooLargeException e) {
            sender.drop();
            String message = String.valueOf(e.getMessage());
            out.dead(new Output.Dead(event.source(), Output.Reason.TOO_LARGE, null, message, null));
            return false;
        }
    }
}
