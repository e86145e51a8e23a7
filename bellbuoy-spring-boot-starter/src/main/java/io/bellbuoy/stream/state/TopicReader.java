package io.bellbuoy.stream.state;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a partition up to an offset. Offsets of a transactional topic have gaps, and committed records end below transactions
 * that are still open: it goes by the consumer's position, and so waits for those to end.
 */
final class TopicReader {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final BooleanSupplier cancelled;

    TopicReader(Consumer<byte[], byte[]> consumer, BooleanSupplier cancelled) {
        this.consumer = consumer;
        this.cancelled = cancelled;
    }

    /** Receives the records of one poll. */
    @FunctionalInterface
    interface Records {
        void accept(List<ConsumerRecord<byte[], byte[]>> records);
    }

    /**
     * @param reached told the position after each poll
     * @return the position at the end, which is not below {@code end}
     */
    long read(TopicPartition partition, long from, long end, Records records, LongConsumer reached) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long position = from;
        while (position < end) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException("The restore was cancelled.");
            }
            records.accept(consumer.poll(POLL).records(partition));
            position = consumer.position(partition);
            reached.accept(position);
        }
        return position;
    }
}
