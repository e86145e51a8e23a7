package io.bellbuoy.engine.state;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The store behind a task's state on the heap: what was evicted or not yet touched. Holds committed values only. */
public interface StateBacking {

    /** Nothing behind: all state is on the heap. */
    StateBacking NONE = new StateBacking() {
        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public void load(KeyState into, CellTypes types) {}

        @Override
        public long due(long after, long upTo, Consumer<StateKey> keys) {
            return CellType.NEVER;
        }

        @Override
        public List<StateKey> keys(@Nullable StateKey after, int limit) {
            return List.of();
        }
    };

    /** Whether it surely holds nothing. */
    boolean isEmpty();

    /**
     * Adds every stored cell of the key to it by {@link KeyState#restore}; none if the key is unknown.
     *
     * @param types reads the values
     */
    void load(KeyState into, CellTypes types);

    /**
     * Names every key that has a stored cell with {@code after < wake time <= upTo}, perhaps more than once.
     *
     * @return the earliest wake time after {@code upTo} in the store, or {@link CellType#NEVER}
     */
    long due(long after, long upTo, Consumer<StateKey> keys);

    /**
     * Some keys that have stored cells, in an order of the store's own that stays the same while keys come and go.
     *
     * @param after where to go on; null: from the first
     * @param limit how many at most
     * @return fewer than the limit if there are no more
     */
    List<StateKey> keys(@Nullable StateKey after, int limit);
}
