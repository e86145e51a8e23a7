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

    /** The first event that was taken under a name, or null. */
    @Nullable
    TakenEvent first(int wanted) {
        TakenEvent found = null;
        for (Link link = this; link != null; link = link.previous) {
            found = link.name == wanted ? link.event : found;
        }
        return found;
    }

    /**
     * How many events were taken under a name: all that are kept, and those between the first and the last of a step that
     * keeps no more.
     */
    int count(int wanted) {
        int count = 0;
        for (Link link = this; link != null; link = link.previous) {
            boolean leavesOut = link.previous != null && link.ordinal > link.previous.ordinal + 1;
            if (link.name == wanted) {
                count += leavesOut ? link.ordinal - link.previous.ordinal : 1;
            }
        }
        return count;
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
