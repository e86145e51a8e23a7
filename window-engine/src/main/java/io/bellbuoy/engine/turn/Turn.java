package io.bellbuoy.engine.turn;

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
public final class Turn {

    /** Undoes or does one piece of work. */
    @FunctionalInterface
    public interface Work {
        void run();
    }

    private final TaskState state;
    private final Reads reads;
    private final Evaluations evaluations = new Evaluations();
    private final List<Output> outputs = new ArrayList<>();
    private long watermark = Watermarks.NONE;

    /** @param state what the work reads and changes */
    public Turn(TaskState state) {
        this.state = state;
        this.reads = new Reads(state);
    }

    /** What the work reads and changes. */
    public TaskState state() {
        return state;
    }

    /** What is read of state for rules and features, once for all of them. */
    public Reads reads() {
        return reads;
    }

    /** How often the batch evaluated each rule. */
    public Evaluations evaluations() {
        return evaluations;
    }

    /** The watermark as it stands, epoch milliseconds; {@link Watermarks#NONE} before the first. */
    public long watermark() {
        return watermark;
    }

    /** Moves the watermark on. */
    public void watermark(long now) {
        watermark = now;
    }

    /** Keeps an output until the work is done. */
    public void emit(Output output) {
        outputs.add(output);
    }

    /** What is undone of a piece of work that fails within a larger one. */
    public record Mark(int state, int outputs) {}

    /** The point to which {@link #undo} goes back. */
    public Mark mark() {
        return new Mark(state.mark(), outputs.size());
    }

    /** Undoes what was done since a mark. */
    public void undo(Mark mark) {
        state.rollbackTo(mark.state());
        outputs.subList(mark.outputs(), outputs.size()).clear();
    }

    /**
     * Does a piece of work, all or nothing.
     *
     * @throws RuleFailure if it failed; nothing of it is left
     */
    public void attempt(Work work, OutputSink out) {
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
