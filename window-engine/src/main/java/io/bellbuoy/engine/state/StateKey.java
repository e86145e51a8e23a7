package io.bellbuoy.engine.state;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The address of all state of one key.
 *
 * @param space which fields make up the key: a stable number of their names, so that an account "7" and a terminal "7"
 *     are different keys
 * @param key the key's text
 */
public record StateKey(int space, String key) {

    public StateKey {
        Objects.requireNonNull(key, "key");
    }

    // Spelt out: the generated methods of records are several times slower here, once per event and key.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StateKey that && space == that.space && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return 31 * space + key.hashCode();
    }
}
