package io.bellbuoy.engine.rule;

import java.time.Duration;
import java.util.Objects;

/**
 * A join of two streams: each pair of a left and a right event of the same key, of which the right one lies in
 * {@code [left - before, left + after]}, is an event of a stream of the join's name, at the later of the two times.
 *
 * @param name the name of the joined stream
 * @param left a stream or another join
 * @param right a stream or another join
 * @param by the field that is the record key of both
 * @param before how much earlier than the left event the right one may be
 * @param after how much later than the left event the right one may be
 * @param allowedLateness how far behind the watermark an event may be that still finds its partners
 */
public record JoinSpec(
        String name, String left, String right, String by, Duration before, Duration after, Duration allowedLateness) {

    public JoinSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(right, "right");
        Objects.requireNonNull(by, "by");
        requireNotNegative(name, "before", before);
        requireNotNegative(name, "after", after);
        requireNotNegative(name, "allowed-lateness", allowedLateness);
    }

    /** A join that takes no late events. */
    public static JoinSpec of(String name, String left, String right, String by, Duration before, Duration after) {
        return new JoinSpec(name, left, right, by, before, after, Duration.ZERO);
    }

    /** How messages name it. */
    public String owner() {
        return owner(name);
    }

    private static String owner(String name) {
        return "join '" + name + "'";
    }

    private static void requireNotNegative(String name, String property, Duration value) {
        if (value.isNegative()) {
            throw new RuleException(owner(name), property, value.toString(), "0 or a longer time");
        }
    }
}
