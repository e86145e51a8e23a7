package io.bellbuoy.engine.pipeline;

/**
 * Which of the tasks of its stage a task is.
 *
 * @param partition the partition number that it reads, from 0
 * @param partitions how many there are
 */
public record TaskPlace(int partition, int partitions) {

    /** The only task. */
    public static final TaskPlace ALONE = new TaskPlace(0, 1);

    public TaskPlace {
        if (partition < 0 || partition >= partitions) {
            throw new IllegalArgumentException(
                    "partition=" + partition + " must be at least 0 and below partitions=" + partitions + ".");
        }
    }
}
