package io.bellbuoy.events.event;

import java.time.Instant;
import java.util.Objects;

/**
 * A span of event time, half-open: {@code start <= t < end}. Immutable.
 *
 * @param start the first moment inside, UTC
 * @param end the first moment after it, UTC
 */
public record TimeWindow(Instant start, Instant end) {

    /**
     * @throws NullPointerException if a component is null
     * @throws IllegalArgumentException if the end is not after the start
     */
    public TimeWindow {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "end must be after start, since a window is half-open; start=" + start + ", end=" + end + ".");
        }
    }
}
