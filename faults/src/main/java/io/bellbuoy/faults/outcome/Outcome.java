package io.bellbuoy.faults.outcome;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One record that came out, or that must come out: equal content is equal text, whoever wrote it.
 *
 * @param channel which topic
 * @param key the record key; empty for none
 * @param what everything of it that follows from the input
 */
public record Outcome(Channel channel, String key, String what) {

    /** The topics of a service. */
    public enum Channel {
        ALERTS,
        FEATURES,
        ACTIONS,
        DEAD_LETTERS,
        LATE
    }

    /**
     * A revision of an alert.
     *
     * @param window the start of its window, epoch milliseconds; null for none
     * @param event the id of the event that rang; null for none
     */
    public static Outcome alert(
            String rule,
            String key,
            @Nullable Long window,
            @Nullable String event,
            int revision,
            String status,
            Map<String, BigDecimal> values) {
        return new Outcome(
                Channel.ALERTS,
                key,
                rule + " window=" + window + " event=" + event + " revision=" + revision + " " + status + text(values));
    }

    /** The features of an event. */
    public static Outcome features(String key, String event, Map<String, BigDecimal> values) {
        return new Outcome(Channel.FEATURES, key, "event=" + event + text(values));
    }

    /** A block, by when it begins and ends. */
    public static Outcome block(String key, long since, long until) {
        return new Outcome(Channel.ACTIONS, key, "BLOCK " + since + " to " + until);
    }

    /** The end of a block. */
    public static Outcome release(String key, long at) {
        return new Outcome(Channel.ACTIONS, key, "RELEASE " + at);
    }

    /** A dead letter, by the place of its record and the class of its failure. */
    public static Outcome deadLetter(String key, int partition, long offset, String failure) {
        return new Outcome(Channel.DEAD_LETTERS, key, partition + "@" + offset + " " + failure);
    }

    /**
     * A late event, by the place of its record.
     *
     * @param rules the rules and features that it was too late for, sorted, with commas
     */
    public static Outcome late(String key, int partition, long offset, String rules) {
        return new Outcome(Channel.LATE, key, partition + "@" + offset + " " + rules);
    }

    private static String text(Map<String, BigDecimal> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(value -> " " + value.getKey() + "="
                                + value.getValue().stripTrailingZeros().toPlainString())
                        .collect(Collectors.joining());
    }
}
