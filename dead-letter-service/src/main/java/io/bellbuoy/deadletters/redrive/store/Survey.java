package io.bellbuoy.deadletters.redrive.store;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a selection holds and where it would go, as of one moment.
 *
 * @param states how many are in each state
 * @param last the last one that is selected; 0 if none is
 * @param destinations where the open ones would go, the topic with the most first
 * @param withoutBody how many open ones have no body, since their writer left it out
 * @param previews how many open ones are not stored whole
 */
public record Survey(
        Map<String, Long> states, long last, List<Destination> destinations, long withoutBody, long previews) {

    /**
     * Where open ones would go.
     *
     * @param topic null if their headers do not say
     * @param groups the consumer groups that failed on them, as far as their headers say
     */
    public record Destination(@Nullable String topic, long count, Set<String> groups) {

        private Destination with(Part part) {
            Set<String> all = new TreeSet<>(groups);
            if (part.group() != null) {
                all.add(part.group());
            }
            return new Destination(topic, count + part.count(), all);
        }
    }

    /**
     * Those that have state, topic and consumer group in common.
     *
     * @param last the last one of them
     */
    record Part(
            String state,
            @Nullable String topic,
            @Nullable String group,
            long count,
            long last,
            long withoutBody,
            long previews) {

        private boolean isOpen() {
            return state.equals("OPEN");
        }
    }

    static Survey of(List<Part> parts) {
        Map<String, Long> states = new TreeMap<>();
        Map<@Nullable String, Destination> destinations = new LinkedHashMap<>();
        for (Part part : parts) {
            states.merge(part.state(), part.count(), Long::sum);
            if (part.isOpen()) {
                destinations.merge(
                        part.topic(),
                        new Destination(part.topic(), 0, Set.of()).with(part),
                        (known, ignored) -> known.with(part));
            }
        }
        return new Survey(
                states,
                parts.stream().mapToLong(Part::last).max().orElse(0),
                destinations.values().stream()
                        .sorted(Comparator.comparingLong(Destination::count)
                                .reversed()
                                .thenComparing(
                                        Destination::topic, Comparator.nullsLast(Comparator.<String>naturalOrder())))
                        .toList(),
                parts.stream().filter(Part::isOpen).mapToLong(Part::withoutBody).sum(),
                parts.stream().filter(Part::isOpen).mapToLong(Part::previews).sum());
    }
}
