package io.bellbuoy.stream.listener;

import io.bellbuoy.stream.commit.Outcome;
import io.bellbuoy.stream.commit.TransactionalBatch;
import io.bellbuoy.stream.fault.FaultPoint;
import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import io.bellbuoy.stream.state.StateStoreException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.support.Acknowledgment;

/**
 * The one loop of a consumer thread: what was polled, or that nothing was, becomes batches. Nothing is ever acknowledged:
 * offsets are part of the batch's transaction. Nothing is ever thrown to the container: a batch that fails is undone and
 * tried again.
 */
final class StreamLoop
        implements BatchAcknowledgingConsumerAwareMessageListener<byte @Nullable [], byte @Nullable []>,
                ConsumerAwareRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(StreamLoop.class);

    /** One poll's records are given back after this time: a consumer that does not poll is taken for dead. */
    private static final long LONGEST_PASS_MILLIS = 60_000;

    private final int thread;
    private final StreamParts parts;
    private final TaskAssignment assignment;
    private final ThreadProducer producer;
    private final BatchRunner runner;
    private final BatchTally tally;
    private final Backoff backoff;
    private final Backpressure backpressure;
    private boolean paused;

    StreamLoop(
            int thread,
            StreamParts parts,
            TaskAssignment assignment,
            ThreadProducer producer,
            BatchRunner runner,
            BatchTally tally,
            Backoff backoff) {
        this.thread = thread;
        this.parts = parts;
        this.assignment = assignment;
        this.producer = producer;
        this.runner = runner;
        this.tally = tally;
        this.backoff = backoff;
        this.backpressure = new Backpressure(parts.board());
    }

    // ---- what the container calls

    @Override
    public boolean wantsPollResult() {
        return true;
    }

    @Override
    public void onMessage(
            ConsumerRecords<byte @Nullable [], byte @Nullable []> records,
            @Nullable Acknowledgment acknowledgment,
            Consumer<byte @Nullable [], byte @Nullable []> consumer) {
        pass(records, consumer);
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte @Nullable [], byte @Nullable []>> records,
            @Nullable Acknowledgment acknowledgment,
            @Nullable Consumer<?, ?> consumer) {
        throw new UnsupportedOperationException("The container is to hand over the whole poll.");
    }

    /** Nothing came for a while. */
    void idle(Consumer<?, ?> consumer) {
        pass(ConsumerRecords.empty(), consumer);
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        LOG.info("Consumer thread {} is assigned {}", thread, partitions);
        assignment.assigned(consumer, partitions);
        FaultPoint.reached(FaultPoint.ASSIGNED);
    }

    @Override
    public void onPartitionsRevokedBeforeCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        LOG.info("Consumer thread {} gives back {}", thread, partitions);
        FaultPoint.reached(FaultPoint.REVOKED);
        assignment.gone(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        LOG.warn("Consumer thread {} has lost {}", thread, partitions);
        assignment.gone(partitions);
    }

    /** The consumer has ended; on its thread. */
    void ended() {
        assignment.goneAll();
        producer.close();
        parts.board().ended(thread);
    }

    // ---- one pass

    private void pass(ConsumerRecords<byte @Nullable [], byte @Nullable []> polled, Consumer<?, ?> consumer) {
        long now = parts.clock().millis();
        parts.board().polled(thread, now);
        try {
            TransactionalBatch transaction = producer.ready(now);
            // A task that decided without its lists would allow what is denied.
            if (transaction != null && parts.lists().isReady()) {
                assignment.advance(consumer, now);
            }
            List<TaskFeed> feeds = assignment.feeds(polled, consumer);
            if (transaction == null || backoff.isWaiting(now)) {
                holdBack(feeds, consumer);
            } else {
                resume(consumer);
                runAll(transaction, feeds, consumer, now);
            }
            assignment.live().forEach(task -> task.inbox().run(task.task()));
        } catch (RuntimeException e) {
            LOG.error("Consumer thread {} restores its tasks after a failure that should not occur", thread, e);
            parts.monitor().batchFailed(e);
            startAnew(consumer);
        }
    }

    private void holdBack(List<TaskFeed> feeds, Consumer<?, ?> consumer) {
        paused = true;
        assignment.setPaused(consumer, true);
        assignment.seekBack(consumer, feeds);
    }

    private void resume(Consumer<?, ?> consumer) {
        if (paused) {
            paused = false;
            assignment.setPaused(consumer, false);
        }
    }

    private void runAll(TransactionalBatch transaction, List<TaskFeed> feeds, Consumer<?, ?> consumer, long began) {
        long batchBegan = began;
        do {
            Outcome outcome = runner.run(transaction, feeds, assignment.live(), consumer);
            if (!(outcome instanceof Outcome.Committed)) {
                undone(outcome, feeds, consumer);
                return;
            }
            long now = parts.clock().millis();
            committed(batchBegan, now, consumer);
            batchBegan = now;
        } while (feeds.stream().anyMatch(TaskFeed::isReady) && batchBegan - began < LONGEST_PASS_MILLIS);
        assignment.seekBack(consumer, feeds.stream().filter(TaskFeed::hasNext).toList());
    }

    // ---- after the transaction

    private void committed(long began, long now, Consumer<?, ?> consumer) {
        if (!runner.touched().isEmpty()) {
            FaultPoint.reached(FaultPoint.COMMITTED);
        }
        runner.touched().forEach(LiveTask::commit);
        tally.committed(parts.monitor(), now);
        if (!runner.touched().isEmpty()) {
            parts.monitor()
                    .batchCommitted(
                            runner.records(),
                            Duration.ofMillis(now - began),
                            Duration.ofMillis(now - runner.commitBegan()));
            LOG.debug(
                    "batch committed: records={}, tasks={}, ms={}",
                    runner.records(),
                    runner.touched().size(),
                    now - began);
            recovered();
            FaultPoint.reached(FaultPoint.APPLIED);
        }
        afterBatch(consumer);
    }

    private void recovered() {
        if (backoff.failures() > 0) {
            backoff.succeeded();
            assignment.live().forEach(task -> parts.board().set(task.partition(), Phase.LIVE, ""));
        }
    }

    private void afterBatch(Consumer<?, ?> consumer) {
        for (LiveTask task : List.copyOf(assignment.live())) {
            parts.monitor().watermark(task.partition(), task.task().watermark());
            parts.monitor()
                    .state(
                            task.partition(),
                            task.state().keyCount(),
                            task.state().hitRatio());
            if (task.store().isRemoteLost() && runner.touched().contains(task)) {
                // The batch was committed, so the task is ours: the remote checkpoint is taken back by a restore.
                LOG.warn("task {}: the remote checkpoint was taken over; the task is restored", task.partition());
                assignment.restoreAnew(consumer, List.of(task));
            } else {
                task.store().beginLocalCheckpointIfDue(parts.clock().instant(), task.state(), task.committed());
            }
        }
        backpressure.apply(assignment.live(), consumer);
    }

    private void undone(Outcome outcome, List<TaskFeed> feeds, Consumer<?, ?> consumer) {
        tally.undone();
        if (outcome instanceof Outcome.Unknown unknown) {
            LOG.warn(
                    "Consumer thread {}: the transaction was fenced or its outcome is unknown; its tasks are restored",
                    thread,
                    unknown.cause());
            parts.monitor().fenced(unknown.cause());
            producer.close();
            assignment.restoreAnew(consumer, runner.touched());
        } else if (outcome instanceof Outcome.Aborted aborted) {
            parts.monitor().batchFailed(aborted.cause());
            LiveTask broken = runner.current();
            if (aborted.cause() instanceof StateStoreException && broken != null) {
                assignment.restoreAnew(consumer, List.of(broken));
            }
            retryLater(aborted.cause());
        }
        assignment.live().forEach(LiveTask::rollback);
        holdBack(feeds, consumer);
    }

    private void retryLater(Exception cause) {
        long wait = backoff.failed(parts.clock().millis());
        if (cause instanceof CommitFailedException) {
            // Nothing is wrong: the group moved on while the batch ran, which the next poll will learn.
            LOG.info(
                    "Consumer thread {}: a batch was undone because the group rebalances; tried again in {} ms",
                    thread,
                    wait);
        } else {
            LOG.warn("Consumer thread {}: a batch was undone and is tried again in {} ms", thread, wait, cause);
        }
        if (backoff.failures() == 1) {
            return;
        }
        String reason = "The last " + backoff.failures() + " batches failed: " + cause;
        assignment.live().forEach(task -> parts.board().set(task.partition(), Phase.STALLED, reason));
    }

    /** What is in memory cannot be trusted: back to what is committed. */
    private void startAnew(Consumer<?, ?> consumer) {
        tally.undone();
        backoff.failed(parts.clock().millis());
        producer.close();
        assignment.restoreAnew(consumer, assignment.live());
    }
}
