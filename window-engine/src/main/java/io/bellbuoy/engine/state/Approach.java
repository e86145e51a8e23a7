package io.bellbuoy.engine.state;

import org.jspecify.annotations.Nullable;

/**
 * Brings the cells of keys that are about to be asked for from memory into the processor's cache. The steps of one look-up
 * wait for each other, those of different keys do not, so a group of keys takes each step together (Chen, Ailamaki, Gibbons,
 * Mowry, "Improving hash join performance through prefetching", ICDE 2004). Nothing is changed, and nothing is loaded from a
 * store. Reused from group to group; single-threaded.
 */
final class Approach {

    /** Keys of one group. More would push each other out again. */
    static final int GROUP = 16;

    /** The cells of a key that an event is most likely to need. */
    private static final int CELLS = 4;

    private final @Nullable KeyState[] found = new KeyState[GROUP];
    /** Of what was read, so that it is not optimized away. */
    private int seen;

    /** Takes the look-ups of some keys, at most {@link #GROUP}, as far as the values of their first cells. */
    void to(KeyTable table, int space, String[] keys, int count) {
        for (int i = 0; i < count; i++) {
            found[i] = table.bucket(KeyTable.hash(space, keys[i]));
        }
        for (int i = 0; i < count; i++) {
            found[i] = chained(found[i], KeyTable.hash(space, keys[i]));
        }
        int sum = 0;
        for (int i = 0; i < count; i++) {
            KeyState key = found[i];
            sum += key == null ? 0 : key.text.length();
        }
        for (int i = 0; i < count; i++) {
            KeyState key = found[i];
            sum += key == null || key.text.isEmpty() ? 0 : key.text.charAt(0) + key.size();
        }
        for (int cell = 0; cell < CELLS; cell++) {
            for (int i = 0; i < count; i++) {
                KeyState key = found[i];
                sum += key == null || key.size() <= cell ? 0 : key.cellAt(cell);
            }
        }
        for (int cell = 0; cell < CELLS; cell++) {
            for (int i = 0; i < count; i++) {
                KeyState key = found[i];
                Object value = key == null || key.size() <= cell ? null : key.valueAt(cell);
                sum += value instanceof Comparable ? 1 : 0;
            }
        }
        seen = sum;
    }

    /** The first key of a chain that has a hash: nearly always the one that is looked for. */
    private static @Nullable KeyState chained(@Nullable KeyState first, int hash) {
        KeyState at = first;
        while (at != null && at.hash != hash) {
            at = at.next;
        }
        return at;
    }
}
