package io.bellbuoy.faults.oracle;

import java.math.BigDecimal;
import java.util.Map;

/** One rule, or feature, over one partition. Single-threaded. */
interface RuleOracle {

    /** How it is called in the headers of late events. */
    String name();

    /**
     * Looks at an event that is no duplicate.
     *
     * @param watermark as of the event
     * @return whether the event was too late for it
     */
    boolean onEvent(Payment payment, long watermark, Outcomes out);

    /** The watermark has moved on. */
    default void onWatermark(long watermark, Outcomes out) {}

    /** Whether what it is too late for is told apart from the others, since it takes events in the order of time. */
    default boolean isInOrder() {
        return false;
    }

    /** A sum and a count as they are published. */
    static Map<String, BigDecimal> values(long cents, long n) {
        return Map.of("total", BigDecimal.valueOf(cents, 2), "n", BigDecimal.valueOf(n));
    }
}
