package io.bellbuoy.engine.measure;

import io.bellbuoy.engine.aggregate.AggregateCall;
import io.bellbuoy.engine.aggregate.ColumnStates;
import io.bellbuoy.engine.aggregate.UserColumn;
import io.bellbuoy.engine.slice.GlobalState;
import io.bellbuoy.engine.slice.PointState;
import io.bellbuoy.engine.slice.SessionState;
import io.bellbuoy.engine.slice.SliceState;
import io.bellbuoy.engine.slice.Totals;
import io.bellbuoy.engine.slice.TrailingNumbers;
import io.bellbuoy.engine.slice.WindowState;
import io.bellbuoy.engine.state.KeyState;
import io.bellbuoy.engine.time.Watermarks;
import io.bellbuoy.engine.window.AlignedWindows;
import io.bellbuoy.engine.window.Window;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Aggregates of one window over shared state. Immutable. */
public sealed interface Measure permits Measure.Aligned, Measure.Trailing, Measure.Session, Measure.Global {

    /**
     * An aggregate and where its columns are.
     *
     * @param call the aggregate
     * @param columns the positions of its columns in the state
     * @param user the column of an aggregate written in Java; null for those of the engine
     */
    record Reading(
            AggregateCall call, int[] columns, @Nullable UserColumn<?> user) {

        /**
         * The result from the totals of a window.
         *
         * @throws io.bellbuoy.engine.aggregate.AggregateException if an aggregate written in Java fails
         */
        public @Nullable Object of(Totals totals) {
            Object result = call.result(totals, columns);
            return user == null ? result : user.result(result);
        }

        /** Nearly the result: within one in 10^9 of it; {@link Double#NaN} if that is not known without computing it. */
        public double approximately(ColumnStates totals) {
            return call.approximately(totals, columns);
        }
    }

    /** The position of its {@link SharedState} in the plan. */
    int shared();

    /** The state it reads. */
    WindowState state();

    /** Its aggregates. */
    List<Reading> readings();

    /** How long after a window's end events still count, in milliseconds. */
    long lateness();

    /** What it reads of its state, apart from the aggregates: measures of the same state and extent have the same totals. */
    default Object extent() {
        return this;
    }

    /** The positions of the columns that its aggregates need. */
    default int[] columns() {
        return readings().stream()
                .flatMapToInt(reading -> Arrays.stream(reading.columns()))
                .distinct()
                .toArray();
    }

    /** Whether an event of that time is too late for every window of this measure. */
    boolean isLate(long time, long watermark);

    /** The newest window that an event of that time belongs to, for messages. */
    Window newestWindow(long time);

    /** Adds the totals of one of its windows. */
    void total(KeyState key, Window window, Totals into);

    /**
     * The totals as of an event.
     *
     * @param time the event's time
     * @param offset the event's offset if it counted here, else -1
     */
    void asOf(KeyState key, long time, long offset, Totals into);

    /** A measure over windows of the time grid; as of an event it is the one of its windows that ends first. */
    record Aligned(int shared, SliceState state, AlignedWindows windows, List<Reading> readings, long lateness)
            implements Measure {

        @Override
        public Object extent() {
            return windows;
        }

        @Override
        public boolean isLate(long time, long watermark) {
            return isOver(windows.lastEnd(time), watermark);
        }

        /** Whether the window of an end takes no more events. */
        public boolean isOver(long end, long watermark) {
            return watermark != Watermarks.NONE && end <= watermark - lateness;
        }

        @Override
        public Window newestWindow(long time) {
            return windows.endingAt(windows.lastEnd(time));
        }

        @Override
        public void total(KeyState key, Window window, Totals into) {
            state.total(key, window, into);
        }

        @Override
        public void asOf(KeyState key, long time, long offset, Totals into) {
            state.total(key, windows.endingAt(windows.firstEnd(time)), into);
        }
    }

    /** A measure over {@code (t - size, t]} for each event. */
    record Trailing(
            int shared, PointState state, long size, boolean excludeCurrent, List<Reading> readings, long lateness)
            implements Measure {

        @Override
        public Object extent() {
            return List.of(size, excludeCurrent);
        }

        @Override
        public boolean isLate(long time, long watermark) {
            return watermark != Watermarks.NONE && time < watermark - lateness;
        }

        @Override
        public Window newestWindow(long time) {
            return new Window(time - size + 1, time + 1);
        }

        @Override
        public void total(KeyState key, Window window, Totals into) {
            state.total(key, window.start() - 1, window.end() - 1, -1, into);
        }

        @Override
        public void asOf(KeyState key, long time, long offset, Totals into) {
            state.total(key, time - size, time, excludeCurrent ? offset : -1, into);
        }

        /** Turns to the numbers of the same window; returns whether there are any. */
        public boolean find(KeyState key, long time, long offset, TrailingNumbers numbers) {
            return numbers.find(key, time - size, time, excludeCurrent ? offset : -1);
        }
    }

    /** A measure over sessions; as of an event it is the session that the event lies in, so far. */
    record Session(int shared, SessionState state, List<Reading> readings, long lateness) implements Measure {

        @Override
        public Object extent() {
            return Session.class;
        }

        /** Whether a session of that event alone takes no more; the event may still belong to one that does. */
        @Override
        public boolean isLate(long time, long watermark) {
            return isOver(time + state.gap(), watermark);
        }

        /** Whether an event belongs to a session of its key that still takes events. */
        public boolean takes(KeyState key, long time, long watermark) {
            return !isOver(state.endWith(key, time), watermark);
        }

        private boolean isOver(long end, long watermark) {
            return watermark != Watermarks.NONE && end <= watermark - lateness;
        }

        @Override
        public Window newestWindow(long time) {
            return new Window(time, time + state.gap());
        }

        @Override
        public void total(KeyState key, Window window, Totals into) {
            state.total(key, window, into);
        }

        @Override
        public void asOf(KeyState key, long time, long offset, Totals into) {
            Window session = state.at(key, time);
            if (session != null) {
                state.total(key, session, into);
            }
        }
    }

    /** A measure over what a global window holds; as of an event it is that, the event included. */
    record Global(int shared, GlobalState state, List<Reading> readings) implements Measure {

        @Override
        public long lateness() {
            return 0;
        }

        /** Late is only what would be forgotten at once. */
        @Override
        public boolean isLate(long time, long watermark) {
            return watermark != Watermarks.NONE && time + state.ttl() <= watermark;
        }

        @Override
        public Window newestWindow(long time) {
            return new Window(time, time + state.ttl());
        }

        @Override
        public void total(KeyState key, Window window, Totals into) {
            state.total(key, into);
        }

        @Override
        public void asOf(KeyState key, long time, long offset, Totals into) {
            state.total(key, into);
        }
    }
}
