package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.state.StateFormatException;
import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The partial matches of one key. Immutable; equal states have equal bytes. It belongs to the matcher that made it: another
 * pattern, or other fields, cannot read it.
 */
public final class PatternState {

    /** The state of a key without partial matches, which need not be stored. */
    public static final PatternState EMPTY = new PatternState(0, List.of());

    private static final int VERSION = 1;

    private final long next;
    private final List<PartialMatch> partials;

    private PatternState(long next, List<PartialMatch> partials) {
        this.next = next;
        this.partials = List.copyOf(partials);
    }

    private static PatternState of(long next, List<PartialMatch> partials) {
        return partials.isEmpty() ? EMPTY : new PatternState(next, partials);
    }

    /** The state after a change; this very one if nothing changed, so that it need not be stored again. */
    PatternState with(long following, List<PartialMatch> changed) {
        boolean same = following == next && changed.size() == partials.size();
        for (int i = 0; same && i < changed.size(); i++) {
            same = changed.get(i) == partials.get(i);
        }
        return same ? this : of(following, changed);
    }

    /** Whether there is nothing to store. */
    public boolean isEmpty() {
        return partials.isEmpty();
    }

    /** The number of partial matches. */
    public int size() {
        return partials.size();
    }

    /** The sequence number of the next event. */
    long next() {
        return next;
    }

    /** In the order of their first event, and of their steps where they have that in common. */
    List<PartialMatch> partials() {
        return partials;
    }

    /** Writes events, links and partial matches, each once. */
    public void write(StateOutput out) {
        Map<TakenEvent, Integer> events = new IdentityHashMap<>();
        Map<Link, Integer> links = new IdentityHashMap<>();
        List<TakenEvent> eventsInOrder = new ArrayList<>();
        List<Link> linksInOrder = new ArrayList<>();
        for (PartialMatch partial : partials) {
            for (Link link : partial.last().chain()) {
                if (links.putIfAbsent(link, links.size()) == null) {
                    linksInOrder.add(link);
                    if (events.putIfAbsent(link.event(), events.size()) == null) {
                        eventsInOrder.add(link.event());
                    }
                }
            }
        }
        out.writeByte(VERSION);
        out.writeUnsigned(next);
        writeEvents(eventsInOrder, out);
        writeLinks(linksInOrder, links, events, out);
        writePartials(links, out);
    }

    private static void writeEvents(List<TakenEvent> events, StateOutput out) {
        out.writeUnsigned(events.size());
        for (TakenEvent event : events) {
            out.writeUnsigned(event.sequence());
            out.writeText(event.id());
            out.writeSigned(event.time());
            out.writeUnsigned(event.offset());
            out.writeUnsigned(event.values().size());
            event.values().forEach(out::writeValue);
        }
    }

    private static void writeLinks(
            List<Link> links, Map<Link, Integer> places, Map<TakenEvent, Integer> events, StateOutput out) {
        out.writeUnsigned(links.size());
        for (Link link : links) {
            out.writeUnsigned(link.name());
            out.writeUnsigned(link.ordinal());
            out.writeUnsigned(events.get(link.event()));
            out.writeUnsigned(link.previous() == null ? 0 : places.get(link.previous()) + 1);
        }
    }

    private void writePartials(Map<Link, Integer> links, StateOutput out) {
        out.writeUnsigned(partials.size());
        for (PartialMatch partial : partials) {
            out.writeUnsigned(links.get(partial.last()));
            out.writeByte(partial.adjacent() ? 1 : 0);
            out.writeUnsigned(partial.barrier() == PartialMatch.OPEN ? 0 : partial.barrier() + 1);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws StateFormatException if the bytes are not of that form
     */
    public static PatternState read(StateInput in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new StateFormatException("Partial matches have the unknown version " + version + ".");
        }
        long next = in.readUnsigned();
        List<Link> links = readLinks(in, readEvents(in));
        List<PartialMatch> partials = new ArrayList<>();
        for (int count = in.readSize(); count > 0; count--) {
            Link last = at(links, in.readUnsigned());
            boolean adjacent = in.readByte() == 1;
            int barrier = (int) in.readUnsigned();
            partials.add(new PartialMatch(last, adjacent, barrier == 0 ? PartialMatch.OPEN : barrier - 1));
        }
        return of(next, partials);
    }

    private static List<TakenEvent> readEvents(StateInput in) {
        List<TakenEvent> events = new ArrayList<>();
        for (int count = in.readSize(); count > 0; count--) {
            long sequence = in.readUnsigned();
            String id = in.readText();
            long time = in.readSigned();
            long offset = in.readUnsigned();
            List<@Nullable Object> values = new ArrayList<>();
            for (int fields = in.readSize(); fields > 0; fields--) {
                values.add(in.readValue());
            }
            events.add(new TakenEvent(sequence, id, time, offset, values));
        }
        return events;
    }

    private static List<Link> readLinks(StateInput in, List<TakenEvent> events) {
        List<Link> links = new ArrayList<>();
        for (int count = in.readSize(); count > 0; count--) {
            int name = (int) in.readUnsigned();
            int ordinal = (int) in.readUnsigned();
            TakenEvent event = at(events, in.readUnsigned());
            long previous = in.readUnsigned();
            links.add(Link.after(previous == 0 ? null : at(links, previous - 1), name, ordinal, event));
        }
        return links;
    }

    private static <T> T at(List<T> list, long place) {
        if (place < 0 || place >= list.size()) {
            throw new StateFormatException("Place " + place + " of a list of " + list.size() + " is referred to.");
        }
        return list.get((int) place);
    }
}
