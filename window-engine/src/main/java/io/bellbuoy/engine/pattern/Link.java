package io.bellbuoy.engine.pattern;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last event of a partial match and the way back to the first one. Partial matches that parted share the links before
 * (the shared match buffer of SASE+). Immutable.
 *
 * @param name the number of the name under which the event was taken
 * @param ordinal which occurrence of its step it is, from 1
 * @param event the event
 * @param previous the one taken before; null for the first
 * @param first the first event of the chain
 */
record Link(
        int name, int ordinal, TakenEvent event, @Nullable Link previous, TakenEvent first) {

    static Link after(@Nullable Link previous, int name, int ordinal, TakenEvent event) {
        return new Link(name, ordinal, event, previous, previous == null ? event : previous.first);
    }

    /** The last event that was taken under a name, or null. */
    @Nullable
    TakenEvent last(int wanted) {
        for (Link link = this; link != null; link = link.previous) {
            if (link.name == wanted) {
                return link.event;
            }
        }
        return null;
    }

    /** The links from the first to this one. */
    List<Link> chain() {
        Deque<Link> chain = new ArrayDeque<>();
        for (Link link = this; link != null; link = link.previous) {
            chain.addFirst(link);
        }
        return List.copyOf(chain);
    }
}
