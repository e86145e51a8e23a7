package io.bellbuoy.stream.listener;

import io.bellbuoy.stream.state.StateTopics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Checks that all input topics have the same number of partitions, and the topics of the state as many: that number was
 * recorded when those were made, and a key's state lies where it put it.
 */
final class PartitionCounts {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<String> inputs;
    private final StateTopics stateTopics;
    private int count;

    PartitionCounts(List<String> inputs, StateTopics stateTopics) {
        this.inputs = inputs;
        this.stateTopics = stateTopics;
    }

    /** The number of partitions; 0 before the first check. */
    int count() {
        return count;
    }

    /**
     * Looks at the topics.
     *
     * @return what is wrong and the way out; null if nothing is
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer
     */
    @Nullable
    String problem(Consumer<?, ?> consumer) {
        Map<String, Integer> found = new TreeMap<>();
        for (String topic : inputs) {
            partitions(consumer, topic).ifPresent(partitions -> found.put(topic, partitions));
        }
        if (found.values().stream().distinct().count() > 1) {
            return "The input topics have different numbers of partitions: " + found
                    + ". Streams of one rule set share tasks by partition, so the numbers must be equal: make the topics"
                    + " anew with one number.";
        }
        count = found.values().stream().findFirst().orElse(0);
        return stateProblem(consumer);
    }

    private @Nullable String stateProblem(Consumer<?, ?> consumer) {
        Map<String, Integer> found = new TreeMap<>();
        for (String topic : List.of(stateTopics.log(), stateTopics.checkpoint())) {
            OptionalInt partitions = partitions(consumer, topic);
            if (partitions.isEmpty()) {
                return "Topic " + topic + " does not exist. Create it with " + count + " partitions.";
            }
            found.put(topic, partitions.getAsInt());
        }
        try {
            stateTopics.requirePartitions(found, count);
            return null;
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static OptionalInt partitions(Consumer<?, ?> consumer, String topic) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic, PATIENCE);
        return partitions == null || partitions.isEmpty() ? OptionalInt.empty() : OptionalInt.of(partitions.size());
    }
}
