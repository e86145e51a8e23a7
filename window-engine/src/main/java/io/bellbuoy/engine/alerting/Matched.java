package io.bellbuoy.engine.alerting;

import io.bellbuoy.engine.alert.AlertIds;
import io.bellbuoy.engine.output.Evidence;
import io.bellbuoy.engine.pattern.Match;
import io.bellbuoy.engine.turn.Places.Place;
import io.bellbuoy.engine.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A match of a pattern, or a partial match out of time, as it is published.
 *
 * @param id a UUID over its owner and its events
 * @param window from its first event to the moment it was settled, that moment included if an event settled it
 * @param at when it was settled, epoch milliseconds
 * @param events its events with id and place, as {@code reset l1 (logins-0@17), transfer t9 (transactions-0@40)}
 * @param evidence where its last event lies, and those of the same stream; null if unknown
 */
public record Matched(
        UUID id,
        Window window,
        long at,
        String events,
        @Nullable Evidence evidence) {

    /**
     * Describes a match.
     *
     * @param identity what its id is over, beside its events
     * @param byEvent whether its last event settled it, rather than the watermark
     * @param places where the records of a stream lie
     */
    public static Matched of(
            Match match, boolean byEvent, Function<String, @Nullable Place> places, String... identity) {
        List<String> about = new ArrayList<>(List.of(identity));
        for (Match.Part part : match.parts()) {
            about.addAll(List.of(
                    part.name(), Integer.toString(part.ordinal()), part.event().id()));
        }
        return new Matched(
                AlertIds.of(about.toArray(String[]::new)),
                new Window(match.first().time(), byEvent ? match.at() + 1 : match.at()),
                match.at(),
                match.parts().stream().map(part -> text(part, places)).collect(Collectors.joining(", ")),
                evidence(match, byEvent, places));
    }

    private static String text(Match.Part part, Function<String, @Nullable Place> places) {
        Place place = places.apply(part.stream());
        String where = place == null
                ? part.stream()
                : place.topic() + "-" + place.partition() + "@" + part.event().offset();
        String id = part.event().id();
        // The place stands in for the id of events that have none.
        return part.name() + " " + (id.equals(where) ? where : id + " (" + where + ")");
    }

    private static @Nullable Evidence evidence(Match match, boolean byEvent, Function<String, @Nullable Place> places) {
        String stream = match.parts().get(match.parts().size() - 1).stream();
        Place place = places.apply(stream);
        if (place == null) {
            return null;
        }
        LongSummaryStatistics offsets = match.parts().stream()
                .filter(part -> part.stream().equals(stream))
                .mapToLong(part -> part.event().offset())
                .summaryStatistics();
        return new Evidence(
                place.topic(),
                place.partition(),
                offsets.getMin(),
                offsets.getMax(),
                byEvent ? match.last().offset() : -1);
    }
}
