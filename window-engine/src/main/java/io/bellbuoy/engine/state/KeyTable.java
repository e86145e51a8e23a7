package io.bellbuoy.engine.state;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The keys on the heap: a hash table whose chains run through the keys themselves, since it is asked once or more for every
 * event. Which keys leave it first is decided by a clock hand (Corbató, "A paging experiment with the Multics system", 1968):
 * a key that was used since the hand last passed stays for another round, which is nearly least recently used and costs a
 * look-up nothing but a mark.
 */
final class KeyTable {

    /** 2^32 divided by the golden ratio, odd (Knuth, The Art of Computer Programming, vol. 3, 6.4). */
    private static final int SCATTER = 0x9E3779B1;

    private @Nullable KeyState[] buckets = new KeyState[1024];
    private int size;
    private int hand;

    int size() {
        return size;
    }

    @Nullable
    KeyState find(int space, String key) {
        int hash = hash(space, key);
        KeyState at = buckets[hash & buckets.length - 1];
        while (at != null && !(at.hash == hash && at.space == space && at.text.equals(key))) {
            at = at.next;
        }
        if (at != null) {
            at.used = true;
        }
        return at;
    }

    /** The first key of the chain that a hash leads to. */
    @Nullable
    KeyState bucket(int hash) {
        return buckets[hash & buckets.length - 1];
    }

    static int hash(int space, String key) {
        int hash = 31 * space + key.hashCode();
        return hash ^ hash >>> 16;
    }

    /** Adds a key that it does not have. */
    void add(KeyState key) {
        if (size >= buckets.length) {
            grow();
        }
        size++;
        key.used = true;
        link(key);
    }

    private void link(KeyState key) {
        int bucket = key.hash & buckets.length - 1;
        key.next = buckets[bucket];
        buckets[bucket] = key;
    }

    private void grow() {
        List<KeyState> all = all();
        buckets = new KeyState[2 * buckets.length];
        all.forEach(this::link);
    }

    /**
     * Moves the hand on and removes what may leave and was not used since it last came by. It gives up after some keys that
     * may not leave yet, so that a heap full of them costs each call little; a later one goes on.
     *
     * @param surplus how many are to leave
     * @param mayLeave says so for one, which then is gone
     */
    void evict(int surplus, Predicate<KeyState> mayLeave) {
        int goal = size - surplus;
        int patience = 2 * surplus + 64;
        // Twice round: the first time may find nothing but keys in use.
        for (int turned = 0; size > goal && patience > 0 && turned < 2 * buckets.length; turned++) {
            patience -= sweep(hand, goal, mayLeave);
            hand = hand + 1 & buckets.length - 1;
        }
    }

    /** Looks at the keys of a bucket and returns the number of those that may not leave. */
    private int sweep(int bucket, int goal, Predicate<KeyState> mayLeave) {
        int refused = 0;
        KeyState before = null;
        for (KeyState at = buckets[bucket]; at != null; at = at.next) {
            boolean unused = size > goal && !at.used;
            if (unused && mayLeave.test(at)) {
                unlink(bucket, before, at);
            } else {
                refused += unused ? 1 : 0;
                at.used = false;
                before = at;
            }
        }
        return refused;
    }

    private void unlink(int bucket, @Nullable KeyState before, KeyState key) {
        size--;
        if (before == null) {
            buckets[bucket] = key.next;
        } else {
            before.next = key.next;
        }
    }

    /**
     * All keys, in no order; or those of some buckets, taken from all over the table, since like keys lie in neighbouring
     * ones. An odd factor visits each bucket once.
     */
    List<KeyState> some(int limit) {
        if (limit >= size) {
            return all();
        }
        List<KeyState> some = new ArrayList<>(limit);
        for (int i = 0; some.size() < limit; i++) {
            for (KeyState at = buckets[i * SCATTER & buckets.length - 1];
                    at != null && some.size() < limit;
                    at = at.next) {
                some.add(at);
            }
        }
        return some;
    }

    /** All keys, in no order. */
    List<KeyState> all() {
        List<KeyState> all = new ArrayList<>(size);
        for (KeyState first : buckets) {
            for (KeyState at = first; at != null; at = at.next) {
                all.add(at);
            }
        }
        return all;
    }
}
