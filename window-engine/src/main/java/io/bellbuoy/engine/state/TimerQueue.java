package io.bellbuoy.engine.state;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;

/** Keys by the time they are to be woken. Each key is in it once at most; the caller remembers at which time. */
final class TimerQueue {

    private final TreeMap<Long, Set<KeyState>> buckets = new TreeMap<>();
    private long earliest = CellType.NEVER;

    /** The earliest time, or {@link CellType#NEVER}. */
    long earliest() {
        return earliest;
    }

    void add(KeyState key, long time) {
        buckets.computeIfAbsent(time, any -> new LinkedHashSet<>(4)).add(key);
        earliest = Math.min(earliest, time);
    }

    void remove(KeyState key, long time) {
        Set<KeyState> bucket = buckets.get(time);
        if (bucket != null && bucket.remove(key) && bucket.isEmpty()) {
            drop(time);
        }
    }

    /** Forgets all. */
    void clear() {
        buckets.clear();
        earliest = CellType.NEVER;
    }

    /** Takes one key of the earliest time. */
    KeyState poll() {
        Map.Entry<Long, Set<KeyState>> first = buckets.firstEntry();
        if (first == null) {
            throw new NoSuchElementException("No timer is set.");
        }
        var keys = first.getValue().iterator();
        KeyState key = keys.next();
        keys.remove();
        if (first.getValue().isEmpty()) {
            drop(first.getKey());
        }
        return key;
    }

    private void drop(long time) {
        buckets.remove(time);
        earliest = buckets.isEmpty() ? CellType.NEVER : buckets.firstKey();
    }
}
