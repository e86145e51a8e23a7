package io.bellbuoy.engine.time;

import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The watermark of a task: the minimum over its sources that are not idle of the newest event time less the
 * out-of-orderness. It says that no event before it is expected, and never goes back. All times are epoch milliseconds.
 * Single-threaded. What was observed since the last {@link #commit} can be undone.
 */
public final class Watermarks implements TaskTime {

    /** Before the first event. */
    public static final long NONE = Long.MIN_VALUE;

    /** The clock moves the watermark on only if the newest event was this near to the clock when it arrived. */
    static final long NEAR_CLOCK = 60_000;

    /**
     * A source: one partition of a stream.
     *
     * @param outOfOrderness milliseconds
     * @param idleTimeout milliseconds
     */
    public record Source(long outOfOrderness, long idleTimeout) {}

    private final List<Source> sources;
    private final boolean advanceWhenIdle;

    private final long[] marks;
    private final boolean[] idle;
    private long current = NONE;

    private final long[] committedMarks;
    private final boolean[] committedIdle;
    private long committedCurrent = NONE;

    // What the clock said is not part of the state: after a restart the wait begins anew.
    private final boolean[] heard;
    private final long[] heardAt;
    private boolean clockStarted;

    /**
     * @param sources the sources, at least one
     * @param advanceWhenIdle whether the clock moves the watermark on while all sources are idle; off in replay
     */
    public Watermarks(List<Source> sources, boolean advanceWhenIdle) {
        this.sources = List.copyOf(sources);
        this.advanceWhenIdle = advanceWhenIdle;
        int size = sources.size();
        marks = new long[size];
        Arrays.fill(marks, NONE);
        idle = new boolean[size];
        committedMarks = marks.clone();
        committedIdle = idle.clone();
        heard = new boolean[size];
        heardAt = new long[size];
    }

    @Override
    public long current() {
        return current;
    }

    /** An event of a source was seen. */
    public void observe(int source, long eventTime) {
        announce(source, eventTime - sources.get(source).outOfOrderness());
    }

    /** A source says that no event before a time is to be expected. */
    public void announce(int source, long watermark) {
        heard[source] = true;
        idle[source] = false;
        if (watermark > marks[source]) {
            marks[source] = watermark;
            raise();
        }
    }

    @Override
    public boolean isIdle() {
        for (boolean source : idle) {
            if (!source) {
                return false;
            }
        }
        return true;
    }

    private void raise() {
        long minimum = Long.MAX_VALUE;
        for (int i = 0; i < marks.length; i++) {
            if (!idle[i]) {
                minimum = Math.min(minimum, marks[i]);
            }
        }
        // With every source idle none holds back the others.
        current = Math.max(current, minimum != Long.MAX_VALUE ? minimum : newestMark());
    }

    private long newestMark() {
        return Arrays.stream(marks).max().orElse(NONE);
    }

    @Override
    public long newestEvent() {
        long newest = NONE;
        for (int i = 0; i < marks.length; i++) {
            if (marks[i] != NONE) {
                newest = Math.max(newest, marks[i] + sources.get(i).outOfOrderness());
            }
        }
        return newest;
    }

    /**
     * Lets the clock take effect.
     *
     * @param now the clock
     * @param caughtUp whether a source has been read to its confirmed end
     * @param nextWake the earliest time at which a watermark has something to do; the clock advances it only as far as
     *     that is worth a commit
     * @return whether a source fell idle or the watermark moved
     */
    public boolean tick(long now, IntPredicate caughtUp, long nextWake) {
        boolean changed = false;
        for (int i = 0; i < marks.length; i++) {
            if (heard[i] || !clockStarted) {
                heard[i] = false;
                heardAt[i] = now;
            }
            // Whether it is read to its end is asked last, since the broker has to answer.
            if (!idle[i] && now - heardAt[i] >= sources.get(i).idleTimeout() && caughtUp.test(i)) {
                idle[i] = true;
                changed = true;
            }
        }
        clockStarted = true;
        if (changed) {
            raise();
        }
        return advance(now, nextWake) || changed;
    }

    private boolean advance(long now, long nextWake) {
        if (!advanceWhenIdle) {
            return false;
        }
        long target = NONE;
        for (int i = 0; i < marks.length; i++) {
            if (!idle[i]) {
                return false;
            }
            long newest = marks[i] + sources.get(i).outOfOrderness();
            if (marks[i] != NONE && Math.abs(heardAt[i] - newest) <= NEAR_CLOCK) {
                target = Math.max(target, marks[i] + now - heardAt[i]);
            }
        }
        if (target > current && target >= nextWake) {
            current = target;
            return true;
        }
        return false;
    }

    @Override
    public void commit() {
        System.arraycopy(marks, 0, committedMarks, 0, marks.length);
        System.arraycopy(idle, 0, committedIdle, 0, idle.length);
        committedCurrent = current;
    }

    @Override
    public void rollback() {
        System.arraycopy(committedMarks, 0, marks, 0, marks.length);
        System.arraycopy(committedIdle, 0, idle, 0, idle.length);
        current = committedCurrent;
    }

    @Override
    public void write(StateOutput out) {
        out.writeSigned(current);
        out.writeUnsigned(marks.length);
        for (int i = 0; i < marks.length; i++) {
            out.writeSigned(marks[i]);
            out.writeByte(idle[i] ? 1 : 0);
        }
    }

    /** @throws StateFormatException if it was written with another number of sources */
    @Override
    public void read(StateInput in) {
        current = in.readSigned();
        long size = in.readUnsigned();
        if (size != marks.length) {
            throw new StateFormatException("The stored watermark has " + size + " sources, but the rules read "
                    + marks.length + "; streams cannot be added to or removed from a running application id.");
        }
        for (int i = 0; i < marks.length; i++) {
            marks[i] = in.readSigned();
            idle[i] = in.readByte() == 1;
        }
        commit();
    }
}
