package io.bellbuoy.stream.state;

import io.bellbuoy.stream.fault.FaultPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A task's work on the checkpoint thread: local checkpoints, the steps of remote ones, truncation of the log. */
final class CheckpointJobs implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointJobs.class);
    private static final int FAILURES_BEFORE_REOPEN = 2;

    private final StateStores shared;
    private final int partition;
    private final RocksStore store;
    private final Producer<byte[], byte[]> producer;
    private final LogTruncation truncation;

    /** Held while a step runs: {@link #close} waits for it. */
    private final Object step = new Object();

    private volatile boolean closing;
    private volatile boolean remoteRunning;
    private volatile boolean remoteLost;
    private volatile @Nullable Exception localFailure;
    private volatile @Nullable Exception remoteFailure;
    private int localFailures;
    private long truncatedBelow;

    CheckpointJobs(StateStores shared, int partition, RocksStore store, Producer<byte[], byte[]> producer) {
        this.shared = shared;
        this.partition = partition;
        this.store = store;
        this.producer = producer;
        truncation = new LogTruncation(shared.settings().logMinimumAge());
    }

    /** @param done told whether it was stored, before the monitor hears of it */
    void begin(LocalCheckpoint checkpoint, boolean thenRemote, Consumer<Boolean> done) {
        if (thenRemote) {
            remoteRunning = true;
        }
        submit(() -> runLocal(checkpoint, thenRemote, done));
    }

    private void submit(Runnable work) {
        shared.worker().submit(() -> {
            synchronized (step) {
                if (!closing) {
                    work.run();
                }
            }
        });
    }

    private void runLocal(LocalCheckpoint checkpoint, boolean thenRemote, Consumer<Boolean> done) {
        Instant begun = now();
        try {
            if (localFailures >= FAILURES_BEFORE_REOPEN) {
                store.reopen();
            }
            long bytes = checkpoint.writeTo(store);
            localFailures = 0;
            localFailure = null;
            done.accept(true);
            LOG.debug("task {}: local checkpoint stored, {} entries, {} bytes", partition, checkpoint.size(), bytes);
            shared.monitor().checkpointed(partition, StateMonitor.Copy.LOCAL, checkpoint.size(), bytes, since(begun));
        } catch (RuntimeException cause) {
            localFailed(cause, thenRemote, done);
            return;
        }
        if (thenRemote) {
            submit(() -> runRemote(remoteOf(checkpoint), checkpoint.begunAt(), now()));
        }
    }

    private void localFailed(RuntimeException cause, boolean thenRemote, Consumer<Boolean> done) {
        localFailures++;
        localFailure = cause;
        if (thenRemote) {
            remoteFailure = cause;
            remoteRunning = false;
        }
        LOG.error(
                "task {}: the local checkpoint failed and will be tried again; check the disk of the state directory",
                partition,
                cause);
        done.accept(false);
        shared.monitor().checkpointFailed(partition, StateMonitor.Copy.LOCAL, cause);
    }

    private RemoteCheckpoint remoteOf(LocalCheckpoint checkpoint) {
        return new RemoteCheckpoint(
                store,
                producer,
                shared.topics().checkpoint(partition),
                checkpoint.meta(),
                shared.settings(),
                shared.clock(),
                () -> closing);
    }

    private void runRemote(RemoteCheckpoint remote, Instant noted, Instant begun) {
        try {
            if (!remote.step()) {
                submit(() -> runRemote(remote, noted, begun));
                return;
            }
        } catch (CancellationException closed) {
            LOG.debug("task {}: the remote checkpoint ends because the store is closed", partition);
            return;
        } catch (RuntimeException cause) {
            remoteFailed(cause);
            return;
        }
        FaultPoint.reached(FaultPoint.REMOTE_COMPLETE);
        truncation.completed(remote.position().offset(), noted);
        truncate();
        remoteFailure = null;
        remoteRunning = false;
        shared.monitor()
                .checkpointed(partition, StateMonitor.Copy.REMOTE, remote.entries(), remote.bytes(), since(begun));
    }

    private void remoteFailed(RuntimeException cause) {
        boolean aborted = abort();
        remoteLost = !aborted;
        remoteFailure = cause;
        remoteRunning = false;
        shared.monitor().checkpointFailed(partition, StateMonitor.Copy.REMOTE, cause);
        if (aborted) {
            LOG.warn("task {}: the remote checkpoint failed and will be tried again", partition, cause);
        } else {
            LOG.warn("task {}: the remote checkpoint was taken over or its outcome is unknown", partition, cause);
            shared.monitor().remoteLost(partition, cause);
        }
    }

    /** Whether the producer can be used again. */
    private boolean abort() {
        try {
            producer.abortTransaction();
            return true;
        } catch (KafkaException | IllegalStateException fatal) {
            LOG.debug("task {}: the transaction of the remote checkpoint cannot be aborted", partition, fatal);
            return false;
        }
    }

    private void truncate() {
        long below = truncation.below(now());
        if (below <= truncatedBelow) {
            return;
        }
        truncatedBelow = below;
        shared.clients().truncate(shared.topics().log(partition), below).whenComplete((start, failure) -> {
            if (failure == null) {
                shared.monitor().logTruncated(partition, start);
            } else {
                LOG.warn(
                        "task {}: the log was not truncated below {}; the next remote checkpoint tries again",
                        partition,
                        below,
                        failure);
            }
        });
    }

    boolean isRemoteRunning() {
        return remoteRunning;
    }

    boolean isRemoteFailed() {
        return remoteFailure != null;
    }

    boolean isRemoteLost() {
        return remoteLost;
    }

    @Nullable
    Exception failure() {
        Exception local = localFailure;
        return local != null ? local : remoteFailure;
    }

    private Instant now() {
        return shared.clock().instant();
    }

    private Duration since(Instant begun) {
        return Duration.between(begun, now());
    }

    @Override
    public void close() {
        closing = true;
        synchronized (step) {
            producer.close(Duration.ZERO);
            store.close();
        }
    }
}
