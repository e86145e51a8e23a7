package io.bellbuoy.stream.listener;

import io.bellbuoy.stream.commit.TransactionalBatch;
import io.bellbuoy.stream.commit.TransactionalProducers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactional producer of one consumer thread, opened on another thread, since opening waits for the broker. Used
 * by the consumer thread alone.
 */
final class ThreadProducer {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadProducer.class);

    private final TransactionalProducers producers;
    private final int thread;
    private final Executor threads;
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));
    private @Nullable TransactionalBatch current;
    private @Nullable CompletableFuture<TransactionalBatch> opening;

    ThreadProducer(TransactionalProducers producers, int thread, Executor threads) {
        this.producers = producers;
        this.thread = thread;
        this.threads = threads;
    }

    /** The producer; null while it is being opened, which this begins. */
    @Nullable
    TransactionalBatch ready(long now) {
        if (current == null && opening == null && !backoff.isWaiting(now)) {
            opening = CompletableFuture.supplyAsync(() -> producers.open(thread), threads);
        }
        CompletableFuture<TransactionalBatch> next = opening;
        if (next != null && next.isDone()) {
            opening = null;
            take(next, now);
        }
        return current;
    }

    private void take(CompletableFuture<TransactionalBatch> opened, long now) {
        if (!opened.isCompletedExceptionally()) {
            current = opened.join();
            backoff.succeeded();
            return;
        }
        long wait = backoff.failed(now);
        opened.whenComplete((none, failure) -> LOG.warn(
                "The transactional producer of consumer thread {} could not be opened; tried again in {} ms",
                thread,
                wait,
                failure));
    }

    /** The producer that is ready. */
    TransactionalBatch current() {
        TransactionalBatch ready = current;
        if (ready == null) {
            throw new IllegalStateException("The producer is not open.");
        }
        return ready;
    }

    /** Closes the producer; the next {@link #ready} opens a new one. */
    void close() {
        TransactionalBatch closing = current;
        current = null;
        CompletableFuture<TransactionalBatch> unused = opening;
        opening = null;
        if (closing != null) {
            closing.close();
        }
        if (unused != null) {
            unused.thenAccept(TransactionalBatch::close);
        }
    }
}
