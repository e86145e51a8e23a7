package io.bellbuoy.engine.time;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;

/**
 * How far a task has come in event time. What happened since the last {@link #commit} can be undone. All times are epoch
 * milliseconds. Single-threaded.
 */
public interface TaskTime {

    /** The watermark, or {@link Watermarks#NONE}. */
    long current();

    /** The newest event time, or {@link Watermarks#NONE}. */
    long newestEvent();

    /** Whether all that it follows is idle, so that it holds back nobody. */
    boolean isIdle();

    /** Keeps what was observed. */
    void commit();

    /** Forgets what was observed since the last commit. */
    void rollback();

    /** Writes what was observed. */
    void write(StateOutput out);

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws io.bellbuoy.engine.state.StateFormatException if it was written for other sources
     */
    void read(StateInput in);
}
