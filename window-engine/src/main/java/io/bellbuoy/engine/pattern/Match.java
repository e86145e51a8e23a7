package io.bellbuoy.engine.pattern;

import java.util.List;

/**
 * The events of a match, or of a partial match whose time was over.
 *
 * @param parts the events in their order. Of a step with {@code n+} times these are its first n and its last one
 * @param at when it was settled, milliseconds since the epoch, UTC: the time of its last event, the end of the absence
 *     that it ends with, or the end of {@code within}
 */
public record Match(List<Part> parts, long at) {

    /**
     * An event and its place in the pattern.
     *
     * @param name the name of its step or alternative
     * @param ordinal which occurrence of its step it is, from 1
     * @param event the event
     */
    public record Part(String name, int ordinal, TakenEvent event) {}

    public Match {
        parts = List.copyOf(parts);
    }

    /** The first event. */
    public TakenEvent first() {
        return parts.get(0).event();
    }

    /** The last event. */
    public TakenEvent last() {
        return parts.get(parts.size() - 1).event();
    }
}
