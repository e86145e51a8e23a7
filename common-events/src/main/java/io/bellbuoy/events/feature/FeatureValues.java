package io.bellbuoy.events.feature;

import io.bellbuoy.events.event.NamedValues;
import io.bellbuoy.events.event.TimeWindow;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a feature set for one event, or for one window when it closed; schema {@code feature-values.json}.
 * Immutable. Values are read back as {@link io.bellbuoy.events.alert.Alert} describes.
 *
 * @param eventId the id of the event; null for values published on a window's close
 * @param key the key's fields and values in the order of the feature's {@code by}
 * @param eventTime the event's time, or the end of the window whose close published the values; UTC
 * @param window the window, half-open; null where the features have none in common
 * @param values the features by name: {@link java.math.BigDecimal}, {@link String}, {@link Boolean}, {@link Instant},
 *     or null for no data
 */
public record FeatureValues(
        @Nullable String eventId,
        Map<String, String> key,
        Instant eventTime,
        @Nullable TimeWindow window,
        Map<String, @Nullable Object> values) {

    /**
     * @throws NullPointerException if a component that may not be null is
     * @throws IllegalArgumentException if a value is of another type
     */
    public FeatureValues {
        key = NamedValues.key(key);
        Objects.requireNonNull(eventTime, "eventTime");
        values = NamedValues.values(values);
    }
}
