package io.bellbuoy.quickstart.tail;

import org.jspecify.annotations.Nullable;

/**
 * What to follow and how.
 *
 * @param bootstrapServers where the broker is
 * @param topic the topic to follow
 * @param fromBeginning whether to start with what is there already, rather than with what comes
 * @param machine whether to print JSON rather than readable lines
 * @param limit how many records to print before ending; null for no end
 */
public record TailSettings(
        String bootstrapServers,
        String topic,
        boolean fromBeginning,
        boolean machine,
        @Nullable Long limit) {

    public TailSettings {
        if (topic.isBlank()) {
            throw new IllegalArgumentException("topic must not be blank");
        }
        if (limit != null && limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, not " + limit);
        }
    }
}
