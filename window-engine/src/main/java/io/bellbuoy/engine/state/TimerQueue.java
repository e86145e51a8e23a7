package io.bellbuoy.engine.state;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Keys by the time they are to be woken, those of one time in the order in which they were set. Times on a grid are shared by
 * many keys, so each time has a list that runs through the timers themselves: to set, move or remove one allocates nothing
 * and looks at no other key but its neighbours.
 */
final class TimerQueue {

    /** The place of a key in a queue; the caller remembers at which time. */
    static final class Timer {

        private final KeyState key;
        private @Nullable Bucket bucket;
        private @Nullable Timer before;
        private @Nullable Timer after;

        Timer(KeyState key) {
            this.key = key;
        }
    }

    private static final class Bucket {

        private final long time;
        private @Nullable Timer first;
        private @Nullable Timer last;

        private Bucket(long time) {
            this.time = time;
        }
    }

    private final TreeMap<Long, Bucket> buckets = new TreeMap<>();
    private long earliest = CellType.NEVER;
    /** Neighbouring events mostly set timers of the same time. */
    private @Nullable Bucket recent;

    /** The earliest time, or {@link CellType#NEVER}. */
    long earliest() {
        return earliest;
    }

    /** Sets a timer, in place of the time it had. */
    void set(Timer timer, long time) {
        remove(timer);
        Bucket bucket = bucket(time);
        Timer last = bucket.last;
        timer.bucket = bucket;
        timer.before = last;
        if (last == null) {
            bucket.first = timer;
        } else {
            last.after = timer;
        }
        bucket.last = timer;
        earliest = Math.min(earliest, time);
    }

    private Bucket bucket(long time) {
        Bucket bucket = recent;
        if (bucket == null || bucket.time != time) {
            bucket = buckets.computeIfAbsent(time, Bucket::new);
            recent = bucket;
        }
        return bucket;
    }

    /** Takes a timer out, if it is set. */
    void remove(Timer timer) {
        Bucket bucket = timer.bucket;
        if (bucket == null) {
            return;
        }
        Timer before = timer.before;
        Timer after = timer.after;
        if (before == null) {
            bucket.first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            bucket.last = before;
        } else {
            after.before = before;
        }
        timer.bucket = null;
        timer.before = null;
        timer.after = null;
        if (bucket.first == null) {
            drop(bucket);
        }
    }

    /** Takes one key of the earliest time. */
    KeyState poll() {
        Map.Entry<Long, Bucket> earliestBucket = buckets.firstEntry();
        Timer first = earliestBucket == null ? null : earliestBucket.getValue().first;
        if (first == null) {
            throw new NoSuchElementException("No timer is set.");
        }
        remove(first);
        return first.key;
    }

    private void drop(Bucket bucket) {
        buckets.remove(bucket.time);
        if (bucket == recent) {
            recent = null;
        }
        earliest = buckets.isEmpty() ? CellType.NEVER : buckets.firstKey();
    }
}
