package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.pipeline.Task;
import io.bellbuoy.stream.state.StateStoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes of a task's state, from any thread, on the thread that owns the task: a read runs between two batches, on
 * what is committed; a change at the beginning of a batch, of which it is part. Thread-safe.
 */
public final class KeyedQueries {

    private static final int MAX_WAITING = 1_000;

    private final Map<Integer, Inbox> inboxes = new ConcurrentHashMap<>();
    private final KeyPartitions keys;

    /** @param keys knows the partition of a key */
    public KeyedQueries(KeyPartitions keys) {
        this.keys = keys;
    }

    /**
     * Runs a read when the task of a key is between batches, usually within a tenth of a second.
     *
     * @param recordKey the record key
     * @param read must not change the task, nor keep it
     * @return fails with {@link NotOwnerException} if this instance does not process the key's partition, and with
     *     {@link RejectedExecutionException} if too many reads wait already
     * @throws org.apache.kafka.common.KafkaException if the number of partitions is not known and cannot be learnt
     */
    public <T> CompletableFuture<T> query(String recordKey, Function<Task, T> read) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        hand(recordKey, answer, inbox -> inbox.add(new Query<>(read, answer)));
        return answer;
    }

    /**
     * Makes a change part of the next batch of a key's task, before its events. If that batch fails, the change is tried again
     * with the next one; an answer that was cancelled is not, unless its batch runs already.
     *
     * @param recordKey the record key
     * @param change changes the task's state or throws, not both; it may be called more than once and must not keep the task
     * @return completed after the commit; fails with what the change throws, with {@link NotOwnerException} if this instance
     *     does not process the key's partition or loses it meanwhile, so that the outcome is open, and with
     *     {@link RejectedExecutionException} if too many wait already
     * @throws org.apache.kafka.common.KafkaException if the number of partitions is not known and cannot be learnt
     */
    public <T> CompletableFuture<T> change(String recordKey, Function<Task, T> change) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        hand(recordKey, answer, inbox -> inbox.add(new Change<>(change, answer)));
        return answer;
    }

    private void hand(String recordKey, CompletableFuture<?> answer, Consumer<Inbox> to) {
        int partition = keys.partition(recordKey);
        Inbox inbox = inboxes.get(partition);
        if (inbox == null) {
            answer.completeExceptionally(new NotOwnerException(partition));
        } else {
            to.accept(inbox);
        }
    }

    /**
     * Runs a read of each task of this instance, as {@link #query} does of one.
     *
     * @return one answer for each task, in no order
     */
    public <T> List<CompletableFuture<T>> queryAll(Function<Task, T> read) {
        List<CompletableFuture<T>> answers = new ArrayList<>();
        for (Inbox inbox : inboxes.values()) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            inbox.add(new Query<>(read, answer));
            answers.add(answer);
        }
        return answers;
    }

    /** Whether this instance processes the partition now. */
    public boolean isHere(int partition) {
        return inboxes.containsKey(partition);
    }

    /** Begins to take reads and changes for a task. */
    Inbox open(int partition) {
        Inbox inbox = new Inbox(partition);
        inboxes.put(partition, inbox);
        return inbox;
    }

    /** Takes nothing more for a task; what waits fails. */
    void close(Inbox inbox) {
        inboxes.remove(inbox.partition, inbox);
        inbox.close();
    }

    private record Query<T>(Function<Task, T> read, CompletableFuture<T> answer) {

        void run(Task task) {
            try {
                answer.complete(read.apply(task));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    private static final class Change<T> {

        private final Function<Task, T> change;
        private final CompletableFuture<T> answer;
        private @Nullable T result;

        Change(Function<Task, T> change, CompletableFuture<T> answer) {
            this.change = change;
            this.answer = answer;
        }

        /** Changes the task; false if it was not to be, which the answer says. */
        boolean run(Task task) {
            if (answer.isDone()) {
                return false;
            }
            try {
                result = change.apply(task);
                return true;
            } catch (StateStoreException e) {
                throw e;
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
                return false;
            }
        }

        void committed() {
            answer.complete(result);
        }
    }

    /** The reads and changes that wait for one task. */
    static final class Inbox {

        private final int partition;
        private final Queue<Query<?>> waiting = new ArrayDeque<>();
        private final Deque<Change<?>> changes = new ArrayDeque<>();
        /** Those in the batch that runs; of the consumer thread. */
        private final Deque<Change<?>> inBatch = new ArrayDeque<>();

        private boolean closed;
        private volatile boolean hasWaiting;
        private volatile boolean hasChanges;

        private Inbox(int partition) {
            this.partition = partition;
        }

        private synchronized void add(Query<?> query) {
            if (takes(query.answer, waiting, "reads")) {
                waiting.add(query);
                hasWaiting = true;
            }
        }

        private synchronized void add(Change<?> change) {
            if (takes(change.answer, changes, "changes")) {
                changes.add(change);
                hasChanges = true;
            }
        }

        private boolean takes(CompletableFuture<?> answer, Queue<?> queue, String what) {
            if (closed) {
                answer.completeExceptionally(new NotOwnerException(partition));
            } else if (queue.size() >= MAX_WAITING) {
                answer.completeExceptionally(new RejectedExecutionException(
                        MAX_WAITING + " " + what + " wait for partition " + partition + " already. Ask again later."));
            } else {
                return true;
            }
            return false;
        }

        /** Makes the changes that wait part of the batch that runs; whether there are any. */
        boolean change(Task task) {
            while (hasChanges) {
                Change<?> next = pollChange();
                if (next != null) {
                    // Noted before it runs, so that it is not lost if that fails the batch.
                    inBatch.add(next);
                    if (!next.run(task)) {
                        inBatch.removeLast();
                    }
                }
            }
            return !inBatch.isEmpty();
        }

        private synchronized @Nullable Change<?> pollChange() {
            Change<?> next = changes.poll();
            hasChanges = !changes.isEmpty();
            return next;
        }

        /** The batch is committed, and with it its changes. */
        void committed() {
            inBatch.forEach(Change::committed);
            inBatch.clear();
        }

        /** The batch is undone: its changes wait for the next one, in their order. */
        synchronized void rolledBack() {
            while (!inBatch.isEmpty()) {
                changes.addFirst(inBatch.removeLast());
            }
            hasChanges = !changes.isEmpty();
        }

        /** Runs the reads that wait. */
        void run(Task task) {
            while (hasWaiting) {
                Query<?> next = poll();
                if (next != null) {
                    next.run(task);
                }
            }
        }

        private synchronized @Nullable Query<?> poll() {
            Query<?> next = waiting.poll();
            hasWaiting = !waiting.isEmpty();
            return next;
        }

        private synchronized void close() {
            closed = true;
            rolledBack();
            waiting.forEach(query -> query.answer.completeExceptionally(new NotOwnerException(partition)));
            waiting.clear();
            hasWaiting = false;
            changes.forEach(change -> change.answer.completeExceptionally(new NotOwnerException(partition)));
            changes.clear();
            hasChanges = false;
        }
    }
}
