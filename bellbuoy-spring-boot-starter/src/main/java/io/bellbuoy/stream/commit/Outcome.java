package io.bellbuoy.stream.commit;

import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/** What became of a transaction. */
public sealed interface Outcome {

    /** Everything in it is visible, or nothing was in it. */
    record Committed() implements Outcome {}

    /**
     * Nothing in it is visible, and the producer can begin another one: undo the batch in memory and try it again.
     *
     * @param cause why
     */
    record Aborted(Exception cause) implements Outcome {}

    /**
     * It may or may not be visible, or another producer fenced this one. The producer is of no more use: open a new
     * one, drop the memory of the partitions that the batch touched, and restore them.
     *
     * @param cause why
     */
    record Unknown(Exception cause) implements Outcome {

        /** Whether another producer took over the transactional id, as opposed to an answer that never came. */
        public boolean isFenced() {
            return cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException;
        }
    }
}
