package io.bellbuoy.engine.state;

import java.util.Objects;

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
}
