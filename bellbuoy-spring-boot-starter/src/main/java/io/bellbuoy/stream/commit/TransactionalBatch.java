package io.bellbuoy.stream.commit;

import io.bellbuoy.stream.fault.FaultPoint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One transaction after another over one producer. Nothing but {@link #commit} and {@link #abort} tells of failures: a
 * send or an offset that fails is noted, what follows in the transaction is left out, and the commit aborts. For one
 * thread.
 */
public final class TransactionalBatch implements AutoCloseable {

    private final Producer<byte @Nullable [], byte @Nullable []> producer;
    private final Runnable afterClose;
    private AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private Callback noteFailure = callback(failure);
    private boolean open;

    /** @param producer transactional and initialised; closed with this */
    public TransactionalBatch(Producer<byte @Nullable [], byte @Nullable []> producer) {
        this(producer, () -> {});
    }

    TransactionalBatch(Producer<byte @Nullable [], byte @Nullable []> producer, Runnable afterClose) {
        this.producer = producer;
        this.afterClose = afterClose;
    }

    /** Begins a transaction. The broker hears of it with the first record or offset; an empty one costs nothing. */
    public void begin() {
        // A reference of its own for each transaction: a callback that comes late must not fail the next one.
        failure = new AtomicReference<>();
        noteFailure = callback(failure);
        open = false;
    }

    private boolean isOpened() {
        if (failure.get() != null) {
            return false;
        }
        if (!open) {
            try {
                producer.beginTransaction();
                open = true;
            } catch (KafkaException | IllegalStateException e) {
                note(e);
            }
        }
        return open;
    }

    /**
     * Sends a record in the transaction.
     *
     * @return where it will be; null if the transaction has failed already
     */
    public @Nullable Future<RecordMetadata> send(ProducerRecord<byte @Nullable [], byte @Nullable []> record) {
        if (!isOpened()) {
            return null;
        }
        try {
            return producer.send(record, noteFailure);
        } catch (KafkaException | IllegalStateException e) {
            note(e);
            return null;
        }
    }

    /**
     * Puts the offsets to read next into the transaction. This is the call by which the broker refuses a member that has
     * lost its partitions without knowing it.
     *
     * @param group the consumer's group metadata, captured after the poll that gave the batch
     */
    public void offsets(Map<TopicPartition, OffsetAndMetadata> next, ConsumerGroupMetadata group) {
        if (!isOpened()) {
            return;
        }
        if (group.generationId() < 0) {
            note(new IllegalStateException("The consumer is not a member of group " + group.groupId() + " (generation "
                    + group.generationId() + "); its offsets are not committed."));
            return;
        }
        try {
            producer.sendOffsetsToTransaction(next, group);
            FaultPoint.reached(FaultPoint.OFFSETS_SENT);
        } catch (KafkaException | IllegalStateException e) {
            note(e);
        }
    }

    /** The first failure of the transaction so far, or null. */
    public @Nullable Exception failure() {
        return failure.get();
    }

    /** Ends the transaction: commits it, or aborts it if anything failed. */
    public Outcome commit() {
        Exception failed = failure.get();
        if (failed != null) {
            return abort(failed);
        }
        if (!open) {
            return new Outcome.Committed();
        }
        try {
            if (FaultPoint.FLUSHED.isArmed()) {
                producer.flush();
                FaultPoint.reached(FaultPoint.FLUSHED);
            }
            producer.commitTransaction();
            FaultPoint.reached(FaultPoint.ANSWERED);
            open = false;
            return new Outcome.Committed();
        } catch (TimeoutException | InterruptException | ProducerFencedException | InvalidProducerEpochException e) {
            return unknown(e);
        } catch (KafkaException | IllegalStateException e) {
            Exception first = failure.get();
            return abort(first == null ? e : first);
        }
    }

    /** Aborts the transaction because of a failure outside it. */
    public Outcome abort(Exception cause) {
        if (isFencing(cause)) {
            return unknown(cause);
        }
        if (!open) {
            return new Outcome.Aborted(cause);
        }
        try {
            producer.abortTransaction();
            open = false;
            return new Outcome.Aborted(cause);
        } catch (KafkaException | IllegalStateException e) {
            if (e != cause) {
                cause.addSuppressed(e);
            }
            return unknown(isFencing(e) ? e : cause);
        }
    }

    private Outcome unknown(Exception cause) {
        open = false;
        return new Outcome.Unknown(cause);
    }

    private static boolean isFencing(Exception e) {
        return e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException;
    }

    private void note(Exception e) {
        failure.compareAndSet(null, e);
    }

    private static Callback callback(AtomicReference<@Nullable Exception> failure) {
        return (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        };
    }

    /** Closes the producer at once; what is not committed is lost, and an open transaction is left to be fenced. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
        afterClose.run();
    }
}
