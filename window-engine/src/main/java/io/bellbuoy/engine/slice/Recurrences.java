package io.bellbuoy.engine.slice;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one column recur among the points of a busy key, so that the different ones of a window are counted, exactly,
 * without looking at each: those that have occurred since the window's start, which each chunk knows the number of by the values
 * that occur in it for the last time, without those that have occurred only after its end, which are few since windows end near
 * the newest point. Single-threaded.
 */
final class Recurrences {

    /** That a value occurs at a point. */
    private static final class Occurrence {

        private final String value;
        private final long time;
        private @Nullable Occurrence earlier;
        private @Nullable Occurrence later;

        Occurrence(String value, long time) {
            this.value = value;
            this.time = time;
        }

        boolean isFirstSince(long after) {
            return earlier == null || earlier.time <= after;
        }
    }

    private final PointIndex index;
    private final Columns columns;
    private final int column;
    private final Map<String, Occurrence> latest = new HashMap<>();

    /** By chunk: what occurs at each of its points; null at one without a value. */
    private @Nullable Occurrence @Nullable [][] points = new Occurrence[8][];
    /** By chunk: how many of those are the latest of their values. */
    private int[] latestIn = new int[8];

    Recurrences(PointIndex index, Columns columns, int column) {
        this.index = index;
        this.columns = columns;
        this.column = column;
    }

    // ---- what the index has done or is about to do

    /** A chunk has come to an index. */
    void inserted(int at, int end) {
        System.arraycopy(points, at, points, at + 1, end - 1 - at);
        System.arraycopy(latestIn, at, latestIn, at + 1, end - 1 - at);
        latestIn[at] = 0;
        addAll(at);
    }

    /** Another chunk with the same first time has come in the place of one. */
    void replaced(int at, PointChunk before) {
        int more = index.chunk(at).indexOfTheOneMoreThan(before);
        if (more < 0) {
            removeAll(at);
            addAll(at);
            return;
        }
        @Nullable Occurrence[] known = pointsOf(at);
        @Nullable Occurrence[] next = Arrays.copyOf(known, known.length + 1);
        System.arraycopy(known, more, next, more + 1, known.length - more);
        points[at] = next;
        next[more] = add(at, more);
    }

    /** The chunk of an index is about to go. */
    void removing(int at, int end) {
        removeAll(at);
        if (at > index.head()) {
            System.arraycopy(points, at + 1, points, at, end - at - 1);
            System.arraycopy(latestIn, at + 1, latestIn, at, end - at - 1);
        }
    }

    /** The chunks move to the indexes from 0 on, and there is room for so many. */
    void move(int head, int end, int room) {
        points = Arrays.copyOf(Arrays.copyOfRange(points, head, end), room);
        latestIn = Arrays.copyOf(Arrays.copyOfRange(latestIn, head, end), room);
    }

    private void addAll(int at) {
        @Nullable Occurrence[] next = new Occurrence[index.chunk(at).size()];
        points[at] = next;
        for (int i = 0; i < next.length; i++) {
            next[i] = add(at, i);
        }
    }

    private @Nullable Occurrence add(int at, int point) {
        PointChunk chunk = index.chunk(at);
        String value = columns.text(column, chunk.event(point));
        if (value == null) {
            return null;
        }
        Occurrence added = new Occurrence(value, chunk.time(point));
        Occurrence later = null;
        Occurrence earlier = latest.get(value);
        while (earlier != null && earlier.time > added.time) {
            later = earlier;
            earlier = earlier.earlier;
        }
        added.earlier = earlier;
        added.later = later;
        if (earlier != null) {
            earlier.later = added;
        }
        if (later != null) {
            later.earlier = added;
            return added;
        }
        latestIn[at]++;
        latest.put(value, added);
        if (earlier != null) {
            latestIn[index.floor(earlier.time)]--;
        }
        return added;
    }

    private void removeAll(int at) {
        for (Occurrence each : pointsOf(at)) {
            if (each != null) {
                remove(at, each);
            }
        }
        points[at] = null;
    }

    private void remove(int at, Occurrence gone) {
        Occurrence earlier = gone.earlier;
        Occurrence later = gone.later;
        if (earlier != null) {
            earlier.later = later;
        }
        if (later != null) {
            later.earlier = earlier;
            return;
        }
        latestIn[at]--;
        if (earlier == null) {
            latest.remove(gone.value);
        } else {
            latest.put(gone.value, earlier);
            latestIn[index.floor(earlier.time)]++;
        }
    }

    private @Nullable Occurrence[] pointsOf(int at) {
        return Objects.requireNonNull(points[at]);
    }

    // ---- what is asked

    /**
     * How many different values there are in {@code (after, upTo]}.
     *
     * @param without the chunk and point to leave out, if they are not negative: one of the last of the window
     */
    long count(long after, long upTo, int withoutChunk, int withoutPoint) {
        long different = latestAfter(after) - onlyAfter(after, upTo);
        boolean isOnly = withoutPoint >= 0 && isOnly(pointsOf(withoutChunk)[withoutPoint], after, upTo);
        return isOnly ? different - 1 : different;
    }

    private long latestAfter(long after) {
        int first = index.floor(after);
        long number = 0;
        for (int at = Math.max(first + 1, index.head()); at < index.end(); at++) {
            number += latestIn[at];
        }
        if (index.isChunk(first)) {
            @Nullable Occurrence[] some = pointsOf(first);
            for (int i = index.chunk(first).firstAfter(after); i < some.length; i++) {
                Occurrence each = some[i];
                number += each != null && each.later == null ? 1 : 0;
            }
        }
        return number;
    }

    /** How many values occur after the window, of those that do not occur in it. */
    private long onlyAfter(long after, long upTo) {
        int last = index.floor(upTo);
        long number = 0;
        for (int at = Math.max(last, index.head()); at < index.end(); at++) {
            @Nullable Occurrence[] some = pointsOf(at);
            for (int i = at == last ? index.chunk(at).firstAfter(upTo) : 0; i < some.length; i++) {
                Occurrence each = some[i];
                number += each != null && each.isFirstSince(after) ? 1 : 0;
            }
        }
        return number;
    }

    private static boolean isOnly(@Nullable Occurrence point, long after, long upTo) {
        return point != null && point.isFirstSince(after) && (point.later == null || point.later.time > upTo);
    }
}
