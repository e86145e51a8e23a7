package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.CellTypes;
import io.bellbuoy.engine.state.TaskState;
import io.bellbuoy.stream.fault.FaultPoint;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings back the state of a task on assignment: takes over the remote checkpoint, opens the local store or rebuilds it from
 * the checkpoint topic, and replays the log to the end it had, transactions that were open then included. The order matters:
 * taking over comes before the log's end is read, so that nothing this instance ever copies is older than what is there.
 *
 * <p>Run once, on a thread of its own, outside the rebalance callback. {@link #cancel} may come from any thread.
 */
public final class TaskRestore {

    private static final Logger LOG = LoggerFactory.getLogger(TaskRestore.class);
    private static final int ATTEMPTS = 4;

    private final StateStores shared;
    private final int partition;
    private final CellTypes types;
    private final TopicPartition log;
    private final RestoreSteps steps;
    private volatile boolean cancelled;
    private volatile @Nullable Consumer<byte[], byte[]> reading;

    TaskRestore(StateStores shared, int partition, CellTypes types) {
        this.shared = shared;
        this.partition = partition;
        this.types = types;
        log = shared.topics().log(partition);
        steps = new RestoreSteps(shared.clock());
    }

    /** Makes {@link #run} end soon with a {@link CancellationException}: the partition was taken away. */
    public void cancel() {
        cancelled = true;
        Consumer<byte[], byte[]> consumer = reading;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    /**
     * Restores.
     *
     * @throws CancellationException if it was cancelled
     * @throws InterruptedException if the thread was interrupted
     * @throws StateLostException if neither store nor topics have the state
     * @throws StateStoreException if the local store is whole but cannot be used; try again later
     * @throws org.apache.kafka.common.KafkaException if the broker cannot be reached or refuses; try again later
     */
    public Restored run() throws InterruptedException {
        steps.done("waited");
        // A standby of this partition here leaves its store, at the place it has come to.
        shared.standbys().claim(partition);
        Producer<byte[], byte[]> producer =
                shared.clients().newProducer(shared.topics().checkpointTransactionalId(partition));
        boolean handedOver = false;
        try (Consumer<byte[], byte[]> consumer = shared.clients().newConsumer()) {
            reading = consumer;
            producer.initTransactions();
            steps.done("taken over");
            FaultPoint.reached(FaultPoint.RESTORE_TAKEN_OVER);
            Restored restored = attempts(consumer, producer);
            handedOver = true;
            return restored;
        } catch (WakeupException cause) {
            throw new CancellationException("The restore was cancelled.");
        } catch (InterruptException cause) {
            Thread.interrupted();
            throw new InterruptedException("The restore was interrupted.");
        } finally {
            reading = null;
            if (!handedOver) {
                producer.close(Duration.ZERO);
                shared.standbys().release(partition);
            }
        }
    }

    /** The log may be truncated, or damage found, while the store is read: what is found then is known next time. */
    private Restored attempts(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer)
            throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(consumer, producer);
            } catch (OffsetOutOfRangeException cause) {
                giveUpAfter(attempt, cause);
            } catch (StateStoreException cause) {
                giveUpAfter(cause.isCorrupt() ? attempt : ATTEMPTS, cause);
            }
        }
    }

    private void giveUpAfter(int attempt, RuntimeException cause) {
        if (attempt >= ATTEMPTS) {
            throw cause;
        }
        LOG.warn("task {}: the restore begins anew", partition, cause);
    }

    private Restored attempt(Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer)
            throws InterruptedException {
        if (cancelled) {
            throw new CancellationException("The restore was cancelled.");
        }
        LogBounds bounds = shared.clients().bounds(log);
        if (shared.clients().stableEnd(log) < bounds.end()) {
            new AbandonedTransactions(shared.admin(), shared.topics().applicationId() + "-").end(log);
        }
        steps.done("log found");
        TopicReader reader = new TopicReader(consumer, () -> cancelled);
        StoreRecovery recovery = new StoreRecovery(shared, partition, bounds, steps, this::progress);
        OpenStore open = recovery.open(reader);
        boolean usable = false;
        try {
            Restored restored = replay(open, recovery, reader, bounds, producer);
            FaultPoint.reached(FaultPoint.RESTORE_REPLAYED);
            usable = true;
            return restored;
        } finally {
            if (!usable) {
                open.rocks().close();
            }
        }
    }

    private Restored replay(
            OpenStore open,
            StoreRecovery recovery,
            TopicReader reader,
            LogBounds bounds,
            Producer<byte[], byte[]> producer) {
        RocksBacking backing = new RocksBacking(open.rocks());
        LogReplay replay = new LogReplay(open.rocks(), types, open.meta().position());
        long from = open.meta().position().offset();
        long end = reader.read(log, from, bounds.end(), replay::apply, at -> progress(at, bounds.end()));
        replay.write();
        steps.done("replayed");
        LogPosition position = replay.position().at(end);
        report(open, recovery, replay);
        CheckpointJobs jobs = new CheckpointJobs(shared, partition, open.rocks(), producer);
        boolean keptLocal = open.rebuilt() == null;
        TaskStore store = new TaskStore(shared, open, backing, jobs);
        // Made last: it asks the store whether it holds anything.
        TaskState state = new TaskState(types, backing, shared.settings().cacheEntries());
        return new Restored(state, store, position, replay.bytes(), replay.records(), keptLocal);
    }

    private void progress(long offset, long end) {
        shared.monitor().restoring(partition, offset, end);
    }

    private void report(OpenStore open, StoreRecovery recovery, LogReplay replay) {
        RebuildReason reason = open.rebuilt();
        if (reason != null && (open.isStored() || reason != RebuildReason.MISSING)) {
            shared.monitor().rebuilt(partition, reason);
        }
        LOG.info(String.format(
                Locale.ROOT,
                "task %d: %s, replayed %,d bytes in %,d records of the state log, in %,d ms (%s)",
                partition,
                recovery.describe(open),
                replay.bytes(),
                replay.records(),
                steps.total().toMillis(),
                steps));
        shared.monitor().restored(partition, reason == null, replay.bytes(), steps.total());
    }
}
