package io.bellbuoy.engine.pattern;

import java.util.ArrayList;
import java.util.List;

/** The events of a match, or of a partial match whose time was over or which was dropped. Immutable. */
public final class Match {

    private final Link chain;
    private final List<Part> parts;
    private final long at;

    /**
     * An event and its place in the pattern.
     *
     * @param name the name of its step or alternative
     * @param ordinal which occurrence of its step it is, from 1
     * @param stream the stream it is of
     * @param event the event
     */
    public record Part(String name, int ordinal, String stream, TakenEvent event) {}

    Match(Link chain, List<EarlierNames.Name> names, long at) {
        this.chain = chain;
        this.at = at;
        List<Part> all = new ArrayList<>();
        for (Link link : chain.chain()) {
            EarlierNames.Name name = names.get(link.name());
            all.add(new Part(name.text(), link.ordinal(), name.stream(), link.event()));
        }
        this.parts = List.copyOf(all);
    }

    Link chain() {
        return chain;
    }

    /** The events in their order. Of a step with {@code n+} times these are its first n and its last one. */
    public List<Part> parts() {
        return parts;
    }

    /**
     * When it was settled, milliseconds since the epoch, UTC: the time of its last event, the end of the absence that it ends
     * with, or the end of {@code within}.
     */
    public long at() {
        return at;
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
