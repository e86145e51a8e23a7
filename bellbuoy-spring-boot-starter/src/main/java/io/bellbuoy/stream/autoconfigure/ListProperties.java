package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.ListSpec;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A list of values of a field that every task knows whole.
 *
 * @param field the field whose value is looked up
 * @param effect what it does to decisions and blocks
 * @param topic the compacted topic of further entries; default: none
 * @param expiry whether each entry must say until when it counts
 * @param entries entries that are always there
 */
record ListProperties(
        @Nullable String field,
        @DefaultValue("none") ListSpec.Effect effect,
        @Nullable String topic,
        @DefaultValue("optional") Expiry expiry,
        @DefaultValue List<Entry> entries) {

    /** Whether each entry must say until when it counts. */
    enum Expiry {
        OPTIONAL,
        REQUIRED
    }

    /**
     * An entry.
     *
     * @param value the field's value
     * @param reason why it is on the list
     * @param until the event time from which it does not count any more; default: it has no end
     * @param by who put it there
     */
    record Entry(
            @Nullable String value,
            @Nullable String reason,
            @Nullable Instant until,
            @Nullable String by) {}
}
