package io.bellbuoy.deadletters.letter;

/**
 * Where a dead letter lies; no other ever lies there. The timestamp belongs to it, since offsets begin anew in a topic that
 * was deleted and made again, while reading a record twice yields the same timestamp.
 *
 * @param topic the dead-letter topic
 * @param partition its partition
 * @param offset its offset
 * @param timestamp the dead letter's own Kafka timestamp in milliseconds since 1970 UTC, up to the year
 *     9999: when it was written, unless its writer gave it the time of the record that failed
 */
public record Position(String topic, int partition, long offset, long timestamp) {

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
