package io.bellbuoy.engine.pipeline;

import io.bellbuoy.engine.output.Output;
import io.bellbuoy.engine.output.OutputSink;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.engine.time.Watermarks;
import java.util.ArrayList;
import java.util.List;

/**
 * What is going on: the state, the watermark as it stands at this moment of the event-time order, and what has come out
 * so far. Outputs wait until the event or timer is done, so that a failure can take them back with the state.
 */
final class Turn {

    /** Undoes or does one piece of work. */
    @FunctionalInterface
    interface Work {
        void run();
    }

    private final TaskState state;
    private final Reads reads;
    private final List<Output> outputs = new ArrayList<>();
    private long watermark = Watermarks.NONE;

    Turn(TaskState state) {
        this.state = state;
        this.reads = new Reads(state);
    }

    TaskState state() {
        return state;
    }

    Reads reads() {
        return reads;
    }

    long watermark() {
        return watermark;
    }

    void watermark(long now) {
        watermark = now;
    }

    void emit(Output output) {
        outputs.add(output);
    }

    /** What is undone of a piece of work that fails within a larger one. */
    record Mark(int state, int outputs) {}

    Mark mark() {
        return new Mark(state.mark(), outputs.size());
    }

    /** Undoes what was done since a mark. */
    void undo(Mark mark) {
        state.rollbackTo(mark.state());
        outputs.subList(mark.outputs(), outputs.size()).clear();
    }

    /**
     * Does a piece of work, all or nothing.
     *
     * @throws RuleFailure if it failed; nothing of it is left
     */
    void attempt(Work work, OutputSink out) {
        int mark = state.mark();
        outputs.clear();
        try {
            work.run();
        } catch (RuntimeException e) {
            state.rollbackTo(mark);
            outputs.clear();
            throw e;
        }
        state.release(mark);
        for (Output output : outputs) {
            output.to(out);
        }
        outputs.clear();
    }
}
