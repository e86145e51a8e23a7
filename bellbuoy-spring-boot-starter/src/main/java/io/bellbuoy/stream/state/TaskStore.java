package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.StateBacking;
import io.bellbuoy.engine.state.TaskState;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The stored state of one task: its local store and its remote checkpoint. The methods belong to the thread that processes the
 * task and are called between batches, except {@link #failure}, {@link #isRemoteLost} and {@link #close}, which any may call.
 */
public final class TaskStore implements AutoCloseable {

    private record Completion(LocalCheckpoint checkpoint, boolean stored) {}

    private final StateStores shared;
    private final StoreMeta identity;
    private final RocksBacking backing;
    private final CheckpointJobs jobs;
    private final Queue<Completion> completions = new ConcurrentLinkedQueue<>();

    private final AtomicBoolean closed = new AtomicBoolean();

    private Instant lastLocal;
    private @Nullable Instant lastRemote;
    private long loggedBytes;
    private long storedOffset;
    private @Nullable LocalCheckpoint current;
    private boolean running;

    TaskStore(StateStores shared, OpenStore open, RocksBacking backing, CheckpointJobs jobs) {
        this.shared = shared;
        this.identity = open.meta();
        this.backing = backing;
        this.jobs = jobs;
        lastLocal = shared.clock().instant();
        storedOffset = open.isStored() ? open.meta().position().offset() : -1;
    }

    /** What is behind the task's heap. */
    public StateBacking backing() {
        return backing;
    }

    /** Notes the size of what a committed batch wrote to the log; volume makes a remote checkpoint due. */
    public void noteLogged(long bytes) {
        loggedBytes += bytes;
    }

    /**
     * Begins a local checkpoint if its interval is over, or if as many keys have changed as the heap is to hold, and the one before
     * is complete; a remote one follows it when that is due. One that failed is tried again after the interval, with the values it
     * had.
     *
     * @param now the time
     * @param state the task's state, between batches
     * @param at the end of the log after the last commit, and what was true there
     * @return whether one was begun
     */
    public boolean beginLocalCheckpointIfDue(Instant now, TaskState state, LogPosition at) {
        pollCompletions(state);
        boolean isEarly = now.isBefore(lastLocal.plus(shared.settings().localInterval()));
        if (isEarly && (current != null || !isHeapFull(state))) {
            return false;
        }
        return beginLocalCheckpoint(now, state, at);
    }

    /** Likewise, whether it is due or not; for instance before the partition is given back. */
    public boolean beginLocalCheckpoint(Instant now, TaskState state, LogPosition at) {
        pollCompletions(state);
        if (running) {
            return false;
        }
        boolean remote = isRemoteDue(now);
        if (current == null && isUnchanged(state, at) && !remote) {
            return false;
        }
        lastLocal = now;
        if (current == null) {
            current = new LocalCheckpoint(state.beginCheckpoint(), identity.at(at), now);
        }
        if (remote) {
            lastRemote = now;
            loggedBytes = 0;
        }
        running = true;
        LocalCheckpoint next = current;
        jobs.begin(next, remote, stored -> completions.add(new Completion(next, stored)));
        return true;
    }

    /**
     * Whether the task is to change nothing before the local checkpoint is stored that is being written, or that failed and is to be
     * tried again: as many keys have changed since it began as the heap is to hold, and none of them can leave it. So the heap holds at
     * most twice as many as it is to hold, and what one batch adds.
     */
    public boolean isBehind(TaskState state) {
        return current != null && isHeapFull(state);
    }

    private boolean isHeapFull(TaskState state) {
        return state.dirtyKeys() >= shared.settings().cacheEntries();
    }

    private boolean isUnchanged(TaskState state, LogPosition at) {
        return state.dirtyKeys() == 0 && at.offset() == storedOffset;
    }

    private boolean isRemoteDue(Instant now) {
        if (jobs.isRemoteRunning() || jobs.isRemoteLost()) {
            return false;
        }
        StateSettings settings = shared.settings();
        return lastRemote == null
                || jobs.isRemoteFailed()
                || loggedBytes >= settings.remoteLogBytes()
                || !now.isBefore(lastRemote.plus(settings.remoteInterval()));
    }

    /** Tells the task which checkpoints are complete, so that their keys may leave the heap. */
    public void pollCompletions(TaskState state) {
        for (Completion done = completions.poll(); done != null; done = completions.poll()) {
            running = false;
            if (done.stored()) {
                state.checkpointStored(done.checkpoint().state());
                storedOffset = done.checkpoint().meta().position().offset();
                current = null;
            }
        }
    }

    /** Why the last checkpoint failed, local before remote; null if it did not. */
    public @Nullable Exception failure() {
        return jobs.failure();
    }

    /** Whether a remote checkpoint has begun and not ended. */
    boolean isRemoteRunning() {
        return jobs.isRemoteRunning();
    }

    /**
     * Whether this instance may not write the remote checkpoint any more, because another one has initialised it or the outcome
     * of a transaction is unknown. If the next batch still commits, close this, and restore the task, which keeps the local store.
     */
    public boolean isRemoteLost() {
        return jobs.isRemoteLost();
    }

    /** Ends running checkpoints, which waits for a step of one at most, and closes the store. */
    @Override
    public void close() {
        jobs.close();
        if (closed.compareAndSet(false, true)) {
            shared.standbys().release(identity.partition());
        }
    }
}
