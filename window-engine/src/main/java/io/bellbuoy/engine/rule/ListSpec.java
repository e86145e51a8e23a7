package io.bellbuoy.engine.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list of values of a field that every task knows whole: those of the declaration, and those that a topic says.
 *
 * @param name a lowerCamelCase identifier; rules ask {@code lists.<name>}
 * @param field the field, text, whose value is looked up; streams that do not have it are not concerned
 * @param effect what it does to decisions and blocks
 * @param topic the compacted topic of further entries; null: none
 * @param expiryRequired whether each entry must say until when it counts
 * @param entries the entries of the declaration
 */
public record ListSpec(
        String name, String field, Effect effect, @Nullable String topic, boolean expiryRequired, List<Entry> entries) {

    /** The end of an entry that has none. */
    public static final long NEVER = Long.MAX_VALUE;

    /** @throws RuleException if there is nothing to be looked up, or an entry is there twice or lacks its end */
    public ListSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(effect, "effect");
        entries = List.copyOf(entries);
        if (topic == null && entries.isEmpty()) {
            throw new RuleException(owner(name), "topic", "neither a topic nor entries", "a topic, entries, or both");
        }
        Set<String> values = new HashSet<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (!values.add(entry.value())) {
                throw new RuleException(
                        owner(name), "entries[" + i + "].value", "a value that is there before", "each value once");
            }
            if (expiryRequired && entry.until() == NEVER) {
                throw new RuleException(
                        owner(name),
                        "entries[" + i + "].until",
                        "nothing, with expiry: required",
                        "the time until which the entry counts, as in 2027-01-01T00:00:00Z");
            }
        }
    }

    /** How messages name a list. */
    public static String owner(String name) {
        return "list '" + name + "'";
    }

    /** What a list does to the decisions on events that are on it. The score stays as it is. */
    public enum Effect {
        /** Nothing; the list is there for conditions. */
        NONE,
        /** The outcome is {@link Outcome#ALLOW}, unless another list denies, and rules open no block. */
        ALLOW,
        /** The outcome is {@link Outcome#BLOCK}. */
        DENY
    }

    /**
     * An entry.
     *
     * @param value the field's value
     * @param reason why it is on the list; null if nobody said
     * @param until the event time from which it does not count any more, epoch milliseconds; {@link #NEVER} for none
     * @param by who put it there; null if nobody said
     */
    public record Entry(
            String value,
            @Nullable String reason,
            long until,
            @Nullable String by) {

        public Entry {
            Objects.requireNonNull(value, "value");
        }
    }
}
