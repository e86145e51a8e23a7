package io.bellbuoy.engine.pipeline;

import java.util.Objects;
import java.util.function.ToIntBiFunction;

/**
 * Which of the tasks of its stage a task is. Every stage of a rule set has as many.
 *
 * @param partition the partition number that it reads, from 0
 * @param partitions how many there are
 * @param keys the partition of a key among so many, the same for all tasks and at all times
 */
public record TaskPlace(int partition, int partitions, ToIntBiFunction<String, Integer> keys) {

    /** The only task. */
    public static final TaskPlace ALONE = new TaskPlace(0, 1, (key, partitions) -> 0);

    public TaskPlace {
        Objects.requireNonNull(keys, "keys");
        if (partition < 0 || partition >= partitions) {
            throw new IllegalArgumentException(
                    "partition=" + partition + " must be at least 0 and below partitions=" + partitions + ".");
        }
    }

    /** The partition of a key. */
    int partitionOf(String key) {
        return keys.applyAsInt(key, partitions);
    }
}
