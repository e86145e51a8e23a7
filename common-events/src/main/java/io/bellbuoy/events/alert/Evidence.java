package io.bellbuoy.events.alert;

import java.util.Objects;

/**
 * Where the records lie that made an alert ring. They share the partition with records of other keys. Immutable.
 *
 * @param topic the input topic
 * @param partition the partition, 0 or more
 * @param firstOffset the offset of the first record that counts, 0 or more
 * @param lastOffset the offset of the last record that counts, at least {@code firstOffset}
 * @param triggerOffset the offset of the record on whose arrival the alert rang; -1 if it rang on the advance of time
 */
public record Evidence(String topic, int partition, long firstOffset, long lastOffset, long triggerOffset) {

    /**
     * @throws NullPointerException if the topic is null
     * @throws IllegalArgumentException if a number is out of range
     */
    public Evidence {
        Objects.requireNonNull(topic, "topic");
        if (partition < 0 || firstOffset < 0 || lastOffset < firstOffset || triggerOffset < -1) {
            throw new IllegalArgumentException("evidence must have partition >= 0, 0 <= firstOffset <= lastOffset and"
                    + " triggerOffset >= -1; partition=" + partition + ", firstOffset=" + firstOffset + ", lastOffset="
                    + lastOffset + ", triggerOffset=" + triggerOffset + ".");
        }
    }
}
