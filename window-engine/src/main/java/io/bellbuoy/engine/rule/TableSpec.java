package io.bellbuoy.engine.rule;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table: the entries that a stream has set, each under the stream's key and for as long as no newer one of the key
 * replaces or deletes it. Rules of streams with the same key read it as {@code tables.<name>.<field>}.
 *
 * @param name the name of the table and of the stream that fills it, a lowerCamelCase identifier
 * @param history how long a replaced or deleted entry is kept, in event time, so that rules on arrival join an event with
 *     the entry as of its own time; zero: they take the newest. Rules at the watermark always join as of the event's time
 * @param await how long an event waits for an entry if there is none, in event time; zero: not at all
 * @param ttl for how long an entry is valid that is not renewed, in event time; null: for ever
 */
public record TableSpec(
        String name,
        Duration history,
        Duration await,
        @Nullable Duration ttl) {

    public TableSpec {
        Objects.requireNonNull(name, "name");
        requireNotNegative(name, "history", history);
        requireNotNegative(name, "wait", await);
        if (ttl != null && (ttl.isNegative() || ttl.isZero())) {
            throw new RuleException(
                    owner(name), "ttl", ttl.toString(), "a time longer than 0, or no ttl: entries are kept for ever");
        }
    }

    /** A table that nobody waits for. */
    public TableSpec(String name, Duration history, @Nullable Duration ttl) {
        this(name, history, Duration.ZERO, ttl);
    }

    /** A table of the newest entries. */
    public static TableSpec of(String name) {
        return new TableSpec(name, Duration.ZERO, null);
    }

    /** How messages name it. */
    public String owner() {
        return owner(name);
    }

    private static String owner(String name) {
        return "table '" + name + "'";
    }

    private static void requireNotNegative(String name, String property, Duration value) {
        if (value.isNegative()) {
            throw new RuleException(owner(name), property, value.toString(), "0 or a longer time");
        }
    }
}
