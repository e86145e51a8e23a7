package io.bellbuoy.engine.window;

import java.math.BigDecimal;
import java.time.Duration;

/** When a global window fires: with an event, or at a time if there were events since it last did. */
public sealed interface Trigger permits Trigger.Count, Trigger.Delta, Trigger.Every, Trigger.ProcessingEvery {

    /** With each {@code events}-th event of the key. */
    record Count(int events) implements Trigger {

        public Count {
            if (events < 1) {
                throw new IllegalArgumentException("count=" + events + " must be at least 1.");
            }
        }

        @Override
        public String toString() {
            return "count: " + events;
        }
    }

    /**
     * With an event whose value differs by more than the threshold from that of the last firing, or of the key's first event
     * with a value.
     *
     * @param of an expression over the event's fields, a number; an event without a value fires nothing
     * @param threshold 0 or more
     */
    record Delta(String of, BigDecimal threshold) implements Trigger {

        public Delta {
            if (of.isBlank()) {
                throw new IllegalArgumentException("of must be an expression over the event's fields.");
            }
            if (threshold.signum() < 0) {
                throw new IllegalArgumentException("threshold=" + threshold + " must be at least 0.");
            }
        }

        @Override
        public String toString() {
            return "delta: { of: " + of + ", threshold: " + threshold + " }";
        }
    }

    /** When the watermark passes a multiple of the interval since the epoch. */
    record Every(Duration interval) implements Trigger {

        public Every {
            requireInterval("every", interval);
        }

        /** The first multiple after an instant: 20 for the instants 10 to 19, of the interval 10. Milliseconds. */
        public long after(long time) {
            return Trigger.after(time, interval);
        }

        @Override
        public boolean isTimed() {
            return true;
        }

        @Override
        public String toString() {
            return "every: " + interval;
        }
    }

    /** When the clock passes a multiple of the interval since the epoch. */
    record ProcessingEvery(Duration interval) implements Trigger {

        public ProcessingEvery {
            requireInterval("processing-every", interval);
        }

        /** The first multiple after an instant. Milliseconds. */
        public long after(long time) {
            return Trigger.after(time, interval);
        }

        @Override
        public boolean isTimed() {
            return true;
        }

        @Override
        public String toString() {
            return "processing-every: " + interval;
        }
    }

    /** Whether no event is current when it fires. */
    default boolean isTimed() {
        return false;
    }

    private static long after(long time, Duration interval) {
        long millis = interval.toMillis();
        return (Math.floorDiv(time, millis) + 1) * millis;
    }

    private static void requireInterval(String name, Duration interval) {
        if (interval.toMillis() < 1 || interval.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException(
                    name + "=" + interval + " must be longer than 0, in whole milliseconds.");
        }
    }
}
