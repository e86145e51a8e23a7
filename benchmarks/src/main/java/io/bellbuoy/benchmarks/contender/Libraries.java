package io.bellbuoy.benchmarks.contender;

import java.util.List;

/**
 * What a system needs on its class path beyond this program. Flink brings a RocksDB of its own whose classes have the names of
 * the usual one, so the two are never together.
 */
public enum Libraries {
    /** Bellbuoy and plain consumers. */
    OWN("flink-", "frocksdbjni-", "kafka-streams-"),
    /** Kafka Streams. */
    KAFKA_STREAMS("flink-", "frocksdbjni-"),
    /** Flink. */
    FLINK("rocksdbjni-", "kafka-streams-");

    private final List<String> foreign;

    Libraries(String... foreign) {
        this.foreign = List.of(foreign);
    }

    /** Whether a jar of that file name is left out. */
    public boolean leaveOut(String jar) {
        return foreign.stream().anyMatch(jar::startsWith);
    }
}
