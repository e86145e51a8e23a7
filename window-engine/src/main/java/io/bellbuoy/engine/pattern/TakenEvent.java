package io.bellbuoy.engine.pattern;

import io.bellbuoy.engine.event.Event;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a partial match keeps of an event.
 *
 * @param sequence its place among the events of its key, counted while the key has partial matches
 * @param id the event's id
 * @param time event time, milliseconds since the epoch, UTC
 * @param offset its offset in its partition
 * @param values the values of the fields that later conditions read
 */
public record TakenEvent(long sequence, String id, long time, long offset, List<@Nullable Object> values) {

    public TakenEvent {
        Objects.requireNonNull(id, "id");
        values = Collections.unmodifiableList(values);
    }

    static TakenEvent of(Event event, long sequence, int[] kept) {
        @Nullable Object[] values = new Object[kept.length];
        for (int i = 0; i < kept.length; i++) {
            values[i] = event.value(kept[i]);
        }
        return new TakenEvent(sequence, event.id(), event.time(), event.position(), Arrays.asList(values));
    }
}
