package io.bellbuoy.engine.time;

import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.Arrays;

/**
 * The watermark of a task that is fed by the tasks of a stage before: the minimum of theirs, over all that are not idle.
 * One that was never heard of counts as at minus infinity, so a slow one cannot make its events late. How many there are
 * is learnt from the first that is heard.
 */
public final class UpstreamWatermarks implements TaskTime {

    private long[] marks = {};
    private boolean[] idle = {};
    private long current = Watermarks.NONE;
    private long newest = Watermarks.NONE;

    private long[] committedMarks = marks;
    private boolean[] committedIdle = idle;
    private long committedCurrent = Watermarks.NONE;
    private long committedNewest = Watermarks.NONE;

    /**
     * Hears how far a task of the stage before has come.
     *
     * @param partition the task
     * @param partitions how many there are
     * @param watermark its watermark, or {@link Watermarks#NONE}
     * @param isIdle whether it holds back nobody
     * @throws StateFormatException if the number of tasks is another than before
     */
    public void heard(int partition, int partitions, long watermark, boolean isIdle) {
        expect(partitions);
        if (watermark <= marks[partition] && isIdle == idle[partition]) {
            return;
        }
        if (marks == committedMarks) {
            marks = marks.clone();
            idle = idle.clone();
        }
        marks[partition] = Math.max(marks[partition], watermark);
        idle[partition] = isIdle;
        raise();
    }

    private void expect(int partitions) {
        if (marks.length == 0) {
            marks = new long[partitions];
            Arrays.fill(marks, Watermarks.NONE);
            idle = new boolean[partitions];
        } else if (marks.length != partitions) {
            throw new StateFormatException("The stage before has " + partitions + " partitions and had " + marks.length
                    + "; the number cannot change under a running application id.");
        }
    }

    private void raise() {
        long minimum = Long.MAX_VALUE;
        long maximum = Watermarks.NONE;
        for (int i = 0; i < marks.length; i++) {
            maximum = Math.max(maximum, marks[i]);
            if (!idle[i]) {
                minimum = Math.min(minimum, marks[i]);
            }
        }
        // With every task idle none holds back the others.
        current = Math.max(current, minimum != Long.MAX_VALUE ? minimum : maximum);
    }

    /** An event was taken. */
    public void observe(long eventTime) {
        newest = Math.max(newest, eventTime);
    }

    @Override
    public long current() {
        return current;
    }

    @Override
    public long newestEvent() {
        return newest;
    }

    @Override
    public boolean isIdle() {
        for (boolean upstream : idle) {
            if (!upstream) {
                return false;
            }
        }
        return idle.length > 0;
    }

    @Override
    public void commit() {
        committedMarks = marks;
        committedIdle = idle;
        committedCurrent = current;
        committedNewest = newest;
    }

    @Override
    public void rollback() {
        marks = committedMarks;
        idle = committedIdle;
        current = committedCurrent;
        newest = committedNewest;
    }

    @Override
    public void write(StateOutput out) {
        out.writeSigned(current);
        out.writeSigned(newest);
        out.writeUnsigned(marks.length);
        for (int i = 0; i < marks.length; i++) {
            out.writeSigned(marks[i]);
            out.writeByte(idle[i] ? 1 : 0);
        }
    }

    @Override
    public void read(StateInput in) {
        current = in.readSigned();
        newest = in.readSigned();
        marks = new long[in.readSize()];
        idle = new boolean[marks.length];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = in.readSigned();
            idle[i] = in.readByte() == 1;
        }
        commit();
    }
}
