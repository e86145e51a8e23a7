package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.CellTypes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The warm copy of one task's state: a local store as the task itself would have it, into which the committed log is replayed.
 * It only reads from Kafka. Driven by one thread; {@link #close} may come from any and waits for the step that runs.
 */
final class StandbyTask {

    private static final Logger LOG = LoggerFactory.getLogger(StandbyTask.class);

    private final StateStores shared;
    private final int partition;
    private final TopicPartition log;

    private volatile boolean closing;
    private volatile long position = -1;
    private volatile long lag = -1;
    private volatile String detail = "opening";

    private @Nullable OpenStore open;
    private @Nullable LogReplay replay;
    private Instant sealedAt = Instant.MIN;
    private long sealed;
    private long unmarkedBelow;

    StandbyTask(StateStores shared, int partition) {
        this.shared = shared;
        this.partition = partition;
        log = shared.topics().log(partition);
    }

    TopicPartition log() {
        return log;
    }

    /** The next offset of the log to apply. */
    long position() {
        return position;
    }

    StandbyStatus status() {
        return new StandbyStatus(partition, position, lag, detail);
    }

    boolean isOpen() {
        return position >= 0;
    }

    /**
     * Opens the store where it was left, or fills it from the checkpoint topic, with the checks of a restore.
     *
     * @param consumer reads the topic; its assignment is gone afterwards
     * @throws CancellationException if it was closed meanwhile
     * @throws StateLostException if neither store nor topics have the state
     * @throws StateStoreException if the local store is whole but cannot be used; try again later
     */
    synchronized void open(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        requireNotClosing();
        RestoreSteps steps = new RestoreSteps(shared.clock());
        LogBounds bounds = shared.clients().bounds(log);
        StoreRecovery recovery = new StoreRecovery(shared, partition, bounds, steps, (at, end) -> requireNotClosing());
        OpenStore opened = recovery.open(new TopicReader(consumer, () -> closing));
        open = opened;
        replay = new LogReplay(opened.rocks(), new CellTypes(), opened.meta().position());
        sealed = opened.meta().position().offset();
        sealedAt = shared.clock().instant();
        position = sealed;
        detail = "";
        LOG.info("standby of task {}: {}, follows the state log", partition, recovery.describe(opened));
    }

    private void requireNotClosing() {
        if (closing) {
            throw new CancellationException("The standby is closed.");
        }
    }

    /**
     * Applies records.
     *
     * @param rules the kinds of cells by the version of the rule set, for versions that were in force here; null for others: what
     *     those wrote might be stored without the time at which it wakes
     * @return whether all were applied; if not, the position is at the first that was not
     */
    synchronized boolean apply(
            List<ConsumerRecord<byte[], byte[]>> records, Function<String, @Nullable CellTypes> rules) {
        LogReplay to = replay;
        if (to == null) {
            return true;
        }
        for (ConsumerRecord<byte[], byte[]> logged : records) {
            String version = new LogRecordReader(logged.value()).planVersion();
            CellTypes types = rules.apply(version);
            if (types == null) {
                waitForRules(version);
                return false;
            }
            to.use(types);
            to.apply(logged);
            position = logged.offset() + 1;
        }
        detail = "";
        return true;
    }

    private void waitForRules(String version) {
        String next = "The state log goes on with rules of version " + version
                + ", which were not in force here: it waits until they are, or until a later checkpoint is needed.";
        if (!next.equals(detail)) {
            detail = next;
            LOG.info("standby of task {} at log offset {}: {}", partition, position, next);
        }
    }

    /** Notes how far the log is ahead. */
    void behind(long records) {
        lag = records;
    }

    /** Stores what was applied, and, at the interval of local checkpoints, makes it last. */
    synchronized void store(Clock clock) throws InterruptedException {
        LogReplay from = replay;
        if (from == null) {
            return;
        }
        from.write();
        Instant now = clock.instant();
        if (!now.isBefore(sealedAt.plus(shared.settings().localInterval()))) {
            sealedAt = now;
            seal();
            unmark(shared.clients().bounds(log).start());
        }
    }

    private void seal() {
        OpenStore store = open;
        LogReplay from = replay;
        if (store != null && from != null && from.position().offset() != sealed) {
            from.seal(store.meta().at(from.position()));
            sealed = from.position().offset();
        }
    }

    /**
     * The log begins below the last-but-one remote checkpoint: what changed last before its start is in the checkpoint topic, so
     * a later owner needs not copy it there.
     */
    private void unmark(long logStart) {
        OpenStore store = open;
        if (store != null && logStart > unmarkedBelow) {
            unmarkedBelow = logStart;
            StoreMarkers.clear(store.rocks(), logStart);
        }
    }

    /** Gives up the store as it is on disk: what is in memory may be wrong, or the log has gone on without it. */
    synchronized void drop(String why) {
        OpenStore store = open;
        open = null;
        replay = null;
        position = -1;
        lag = -1;
        detail = why;
        if (store != null) {
            store.rocks().close();
        }
    }

    /** Leaves the store at its place, for a restore to open. */
    void close() {
        closing = true;
        synchronized (this) {
            try {
                seal();
            } catch (RuntimeException cause) {
                // The place of the last time holds.
                LOG.warn("standby of task {}: what it applied last could not be stored", partition, cause);
            }
            drop("closed");
        }
    }
}
