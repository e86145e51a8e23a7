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
    private long copied;
    private long copiedBytes;
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
        StoreMeta expected = new StoreMeta(
                shared.settings().applicationId(),
                shared.clients().topicId(log.topic()),
                partition,
                LogPosition.start());
        StoreDirectory directory = new StoreDirectory(shared.settings().directory(), partition);
        steps.done("log found");
        OpenStore opened = new StoreOpener(shared.memory(), directory, expected, bounds).open();
        steps.done("opened");
        FaultPoint.reached(FaultPoint.RESTORE_STORE_OPENED);
        boolean usable = false;
        try {
            TopicReader reader = new TopicReader(consumer, () -> cancelled);
            OpenStore filled = opened.isStored() ? opened : rebuild(opened, reader, bounds);
            Restored restored = replay(filled, reader, bounds, producer);
            FaultPoint.reached(FaultPoint.RESTORE_REPLAYED);
            usable = true;
            return restored;
        } finally {
            if (!usable) {
                opened.rocks().close();
            }
        }
    }

    private OpenStore rebuild(OpenStore empty, TopicReader reader, LogBounds bounds) throws InterruptedException {
        TopicPartition topic = shared.topics().checkpoint(partition);
        LogBounds copy = shared.clients().bounds(topic);
        try (RemoteCopy target = new RemoteCopy(empty.rocks())) {
            reader.read(topic, copy.start(), copy.end(), target::apply, at -> progress(at, copy.end()));
            StoreMeta found = target.complete();
            FaultPoint.reached(FaultPoint.RESTORE_COPY_READ);
            requireUsable(found, empty.meta(), bounds);
            if (found == null) {
                return empty;
            }
            target.seal(found);
            steps.done("copied");
            copied = target.entries();
            copiedBytes = target.bytes();
            return new OpenStore(empty.rocks(), found, true, empty.rebuilt());
        }
    }

    private void requireUsable(@Nullable StoreMeta found, StoreMeta expected, LogBounds bounds) {
        String state = "The state of task " + partition + " is lost: topic "
                + shared.topics().checkpoint();
        String wayOut = " To begin with empty state, stop all instances, delete the topics " + log.topic() + " and "
                + shared.topics().checkpoint() + " and the state directories, and set the consumer group's offsets.";
        if (found == null && bounds.start() > 0) {
            throw new StateLostException(state + " has no complete checkpoint, and " + log + " begins at offset "
                    + bounds.start() + "." + wayOut);
        }
        if (found != null && !found.isOf(expected)) {
            throw new StateLostException(state + " is a copy of another log than " + log + " of this application,"
                    + " which was perhaps made anew." + wayOut);
        }
        if (found != null && !bounds.contains(found.position().offset())) {
            throw new StateLostException(
                    state + " goes on at offset " + found.position().offset() + " of " + log + ", which has only "
                            + bounds.start() + " to " + bounds.end() + "." + wayOut);
        }
    }

    private Restored replay(OpenStore open, TopicReader reader, LogBounds bounds, Producer<byte[], byte[]> producer) {
        RocksBacking backing = new RocksBacking(open.rocks());
        LogReplay replay = new LogReplay(open.rocks(), types, open.meta().position());
        long from = open.meta().position().offset();
        long end = reader.read(log, from, bounds.end(), replay::apply, at -> progress(at, bounds.end()));
        replay.write();
        steps.done("replayed");
        LogPosition position = replay.position().at(end);
        report(open, replay, from);
        CheckpointJobs jobs = new CheckpointJobs(shared, partition, open.rocks(), producer);
        boolean keptLocal = open.rebuilt() == null;
        TaskStore store = new TaskStore(shared, open, backing, jobs);
        TaskState state = new TaskState(types, backing, shared.settings().cacheEntries());
        return new Restored(state, store, position, replay.bytes(), replay.records(), keptLocal);
    }

    private void progress(long offset, long end) {
        shared.monitor().restoring(partition, offset, end);
    }

    private void report(OpenStore open, LogReplay replay, long from) {
        RebuildReason reason = open.rebuilt();
        String how;
        if (reason == null) {
            how = "kept local state at log offset " + from;
        } else if (open.isStored() || reason != RebuildReason.MISSING) {
            how = String.format(
                    Locale.ROOT,
                    "rebuilt from the checkpoint topic (%s) with %,d entries of %,d bytes at log offset %d",
                    reason,
                    copied,
                    copiedBytes,
                    from);
            shared.monitor().rebuilt(partition, reason);
        } else {
            how = "began without stored state at log offset " + from;
        }
        LOG.info(String.format(
                Locale.ROOT,
                "task %d: %s, replayed %,d bytes in %,d records of the state log, in %,d ms (%s)",
                partition,
                how,
                replay.bytes(),
                replay.records(),
                steps.total().toMillis(),
                steps));
        shared.monitor().restored(partition, reason == null, replay.bytes(), steps.total());
    }
}
