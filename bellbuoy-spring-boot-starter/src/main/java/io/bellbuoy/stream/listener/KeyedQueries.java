package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.pipeline.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a task's committed state, from any thread: each runs between two batches on the thread that owns the task.
 * Thread-safe.
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
        int partition = keys.partition(recordKey);
        Inbox inbox = inboxes.get(partition);
        CompletableFuture<T> answer = new CompletableFuture<>();
        if (inbox == null) {
            answer.completeExceptionally(new NotOwnerException(partition));
        } else {
            inbox.add(new Query<>(read, answer));
        }
        return answer;
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

    /** Begins to take reads for a task. */
    Inbox open(int partition) {
        Inbox inbox = new Inbox(partition);
        inboxes.put(partition, inbox);
        return inbox;
    }

    /** Takes no more reads for a task; those that wait fail. */
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

    /** The reads that wait for one task. */
    static final class Inbox {

        private final int partition;
        private final Queue<Query<?>> waiting = new ArrayDeque<>();
        private boolean closed;
        private volatile boolean hasWaiting;

        private Inbox(int partition) {
            this.partition = partition;
        }

        private synchronized void add(Query<?> query) {
            if (closed) {
                query.answer.completeExceptionally(new NotOwnerException(partition));
            } else if (waiting.size() >= MAX_WAITING) {
                query.answer.completeExceptionally(new RejectedExecutionException(
                        MAX_WAITING + " reads wait for partition " + partition + " already. Ask again later."));
            } else {
                waiting.add(query);
                hasWaiting = true;
            }
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
            waiting.forEach(query -> query.answer.completeExceptionally(new NotOwnerException(partition)));
            waiting.clear();
            hasWaiting = false;
        }
    }
}
