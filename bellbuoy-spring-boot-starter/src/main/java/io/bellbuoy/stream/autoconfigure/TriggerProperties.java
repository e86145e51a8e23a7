package io.bellbuoy.stream.autoconfigure;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * When a global window fires: one of {@code count}, {@code delta}, {@code every} and {@code processing-every}.
 *
 * @param count with each so many events
 * @param delta with an event whose value differs from that of the last firing
 * @param every at multiples of a time since the epoch, event time
 * @param processingEvery at multiples of a time since the epoch, by the clock
 * @param then whether the events are forgotten after a firing
 */
record TriggerProperties(
        @Nullable Integer count,
        @Nullable Delta delta,
        @Nullable TimeSpan every,
        @Nullable TimeSpan processingEvery,
        @Nullable Then then) {

    /**
     * A difference.
     *
     * @param of the value, an expression over the event's fields
     * @param threshold by how much it must differ at least, and then some
     */
    record Delta(@Nullable String of, @Nullable BigDecimal threshold) {}

    /** What becomes of the events after a firing. */
    enum Then {
        /** They are forgotten. */
        PURGE,
        /** The next firing looks at them too. */
        KEEP
    }
}
