package io.bellbuoy.engine.state;

import java.util.function.Consumer;

/** The store behind a task's state on the heap: what was evicted or not yet touched. Holds committed values only. */
public interface StateBacking {

    /** Nothing behind: all state is on the heap. */
    StateBacking NONE = new StateBacking() {
        @Override
        public void load(KeyState into) {}

        @Override
        public long due(long after, long upTo, Consumer<StateKey> keys) {
            return CellType.NEVER;
        }
    };

    /** Adds every stored cell of the key to it by {@link KeyState#restore}; none if the key is unknown. */
    void load(KeyState into);

    /**
     * Names every key that has a stored cell with {@code after < wake time <= upTo}, perhaps more than once.
     *
     * @return the earliest wake time after {@code upTo} in the store, or {@link CellType#NEVER}
     */
    long due(long after, long upTo, Consumer<StateKey> keys);
}
