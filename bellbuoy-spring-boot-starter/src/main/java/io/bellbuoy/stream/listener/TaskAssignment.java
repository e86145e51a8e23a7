package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.engine.pipeline.TaskPlace;
import io.bellbuoy.stream.fault.FaultPoint;
import io.bellbuoy.stream.listener.Restorer.Restoring;
import io.bellbuoy.stream.listener.TaskOpener.RefusedException;
import io.bellbuoy.stream.monitor.TaskBoard;
import io.bellbuoy.stream.monitor.TaskStatus.Phase;
import io.bellbuoy.stream.state.Restored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of one consumer thread, from assignment to revocation. Task i reads partition i of every input topic. It is
 * held until all of them are assigned and its state is restored, by this class's own account: Kafka forgets pauses.
 */
final class TaskAssignment {

    private static final Logger LOG = LoggerFactory.getLogger(TaskAssignment.class);
    private static final long COUNT_AGAIN_MILLIS = 2_000;
    private static final long COUNT_EVERY_MILLIS = 60_000;

    private final List<String> topics;
    private final StreamParts parts;
    private final Restorer restorer;
    private final TaskOpener opener;
    private final PartitionCounts counts;
    private final RuleHold ruleHold;
    private final Set<TopicPartition> assigned = new HashSet<>();
    private final Map<Integer, HeldTask> held = new TreeMap<>();
    private final Map<Integer, LiveTask> live = new TreeMap<>();
    private @Nullable String halted;
    private long countAt = Long.MIN_VALUE;

    TaskAssignment(
            List<String> topics, StreamParts parts, Restorer restorer, TaskOpener opener, PartitionCounts counts) {
        this.topics = topics;
        this.parts = parts;
        this.restorer = restorer;
        this.opener = opener;
        this.counts = counts;
        this.ruleHold = new RuleHold(parts);
    }

    /** The tasks that process. */
    Collection<LiveTask> live() {
        return live.values();
    }

    // ---- what the group decides

    /** Partitions have come; also called with none when the group's assignment was looked at anew. */
    void assigned(Consumer<?, ?> consumer, Collection<TopicPartition> added) {
        consumer.pause(added);
        assigned.addAll(added);
        countAt = Long.MIN_VALUE;
        for (TopicPartition source : added) {
            hold(source.partition());
        }
    }

    private void hold(int partition) {
        held.computeIfAbsent(partition, HeldTask::new);
        board().set(partition, Phase.RESTORING, "waiting");
    }

    /**
     * Partitions have gone, given back or lost. Everything of them is committed, or was another's business before: what is
     * in memory is dropped and nothing is written.
     */
    void gone(Collection<TopicPartition> lost) {
        lost.forEach(assigned::remove);
        lost.stream().map(TopicPartition::partition).distinct().forEach(partition -> {
            LiveTask task = live.remove(partition);
            if (task != null) {
                close(task);
            }
            HeldTask waiting = held.get(partition);
            if (waiting != null) {
                waiting.drop();
            }
            boolean isGone =
                    topics.stream().noneMatch(topic -> assigned.contains(new TopicPartition(topic, partition)));
            if (isGone) {
                held.remove(partition);
                board().remove(partition);
            } else {
                hold(partition);
            }
        });
    }

    /** Everything has gone. */
    void goneAll() {
        gone(List.copyOf(assigned));
    }

    private void close(LiveTask task) {
        parts.queries().close(task.inbox());
        task.store().close();
        parts.monitor().taskClosed(task.partition());
    }

    /** Drops the memory of tasks and restores them; they stay assigned. */
    void restoreAnew(Consumer<?, ?> consumer, Collection<LiveTask> tasks) {
        for (LiveTask task : List.copyOf(tasks)) {
            live.remove(task.partition());
            close(task);
            consumer.pause(sources(task.partition()));
            hold(task.partition());
        }
    }

    // ---- what time brings

    /** Takes the next step of each held task. Called between batches. */
    void advance(Consumer<?, ?> consumer, long now) {
        if (assigned.isEmpty()) {
            return;
        }
        count(consumer, now);
        if (halted != null) {
            return;
        }
        for (HeldTask task : List.copyOf(held.values())) {
            List<TopicPartition> sources = sources(task.partition());
            if (!assigned.containsAll(sources)) {
                board().set(task.partition(), Phase.PAUSED, "Not all of " + sources + " are assigned yet.");
            } else if (!task.backoff().isWaiting(now)) {
                step(task, sources, consumer, now);
            }
        }
    }

    private void count(Consumer<?, ?> consumer, long now) {
        if (now < countAt) {
            return;
        }
        try {
            String problem = counts.problem(consumer);
            parts.keys().learn(counts.count());
            countAt = now + COUNT_EVERY_MILLIS;
            if (problem != null && !problem.equals(halted)) {
                LOG.error("Processing is halted: {}", problem);
            }
            halted = problem;
        } catch (KafkaException e) {
            countAt = now + COUNT_AGAIN_MILLIS;
            LOG.warn("The partitions of the topics could not be counted; tried again in {} ms", COUNT_AGAIN_MILLIS, e);
            halted = halted != null ? halted : live.isEmpty() ? "The broker does not answer." : null;
        }
        if (halted != null) {
            String reason = halted;
            restoreAnew(consumer, live.values());
            held.keySet().forEach(partition -> board().set(partition, Phase.FAILED, reason));
        }
    }

    private void step(HeldTask task, List<TopicPartition> sources, Consumer<?, ?> consumer, long now) {
        Restoring restoring = task.restoring();
        if (task.restored() == null && restoring == null) {
            board().set(task.partition(), Phase.RESTORING, "");
            task.begin(restorer.begin(task.partition()));
        } else if (restoring != null) {
            collect(task, restoring, now);
        }
        Restored restored = task.restored();
        if (restored != null) {
            open(task, restored, sources, consumer, now);
        }
    }

    private void collect(HeldTask task, Restoring restoring, long now) {
        Exception failure = restoring.failure();
        if (failure != null) {
            task.end(null);
            failed(task, "could not be restored", failure, now);
        } else {
            Restored restored = restoring.take();
            if (restored != null) {
                task.end(restored);
            }
        }
    }

    private void open(
            HeldTask task, Restored restored, List<TopicPartition> sources, Consumer<?, ?> consumer, long now) {
        try {
            if (ruleHold.holds(task, restored.state(), now)) {
                return;
            }
            Plan plan = parts.inForce().plan();
            if (plan.cellTypes() != restored.state().types()) {
                // The rules changed during the restore, which stored what it replayed as the rules before would.
                task.drop();
                return;
            }
            TaskPlace place = new TaskPlace(task.partition(), counts.count(), KeyPartitions::partition);
            LiveTask opened = opener.open(plan, place, restored, sources, consumer);
            held.remove(task.partition());
            live.put(task.partition(), opened);
            FaultPoint.reached(FaultPoint.RESTORE_LIVE);
            board().set(task.partition(), Phase.LIVE, "");
            LOG.info("task {} is live: {}", task.partition(), opened.committedInputs());
        } catch (RefusedException | KafkaException e) {
            // The state is kept: what is wrong may be put right while we wait.
            failed(task, "cannot go on", e, now);
        } catch (RuntimeException e) {
            task.drop();
            failed(task, "cannot go on", e, now);
        }
    }

    private void failed(HeldTask task, String what, Exception e, long now) {
        boolean isNews = task.backoff().failures() == 0;
        long wait = task.backoff().failed(now);
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        board().set(task.partition(), Phase.FAILED, reason);
        if (e instanceof RefusedException && isNews) {
            LOG.error("task {} {}: {}", task.partition(), what, reason);
        } else if (!(e instanceof RefusedException)) {
            LOG.warn("task {} {}; tried again in {} ms", task.partition(), what, wait, e);
        }
    }

    // ---- what was polled

    /** The records of live tasks; those of others are given back. */
    List<TaskFeed> feeds(ConsumerRecords<byte @Nullable [], byte @Nullable []> polled, Consumer<?, ?> consumer) {
        Map<Integer, List<TopicPartition>> byTask = new TreeMap<>();
        for (TopicPartition source : polled.partitions()) {
            if (live.containsKey(source.partition())) {
                byTask.computeIfAbsent(source.partition(), any -> new ArrayList<>())
                        .add(source);
            } else {
                consumer.seek(source, polled.records(source).get(0).offset());
                consumer.pause(List.of(source));
            }
        }
        List<TaskFeed> feeds = new ArrayList<>();
        byTask.forEach((partition, sources) -> feeds.add(new TaskFeed(live.get(partition), sources, polled)));
        return feeds;
    }

    /** Goes back to the committed places of the tasks that are fed, as far as they are still live. */
    void seekBack(Consumer<?, ?> consumer, List<TaskFeed> feeds) {
        for (TaskFeed feed : feeds) {
            if (live.get(feed.task().partition()) == feed.task()) {
                feed.task().committedInputs().forEach(consumer::seek);
            }
        }
    }

    /** Pauses or resumes the live tasks' sources. */
    void setPaused(Consumer<?, ?> consumer, boolean isPaused) {
        List<TopicPartition> sources = new ArrayList<>();
        live.keySet().forEach(partition -> sources.addAll(sources(partition)));
        if (isPaused) {
            consumer.pause(sources);
        } else {
            consumer.resume(sources);
        }
    }

    private List<TopicPartition> sources(int partition) {
        return topics.stream()
                .map(topic -> new TopicPartition(topic, partition))
                .toList();
    }

    private TaskBoard board() {
        return parts.board();
    }
}
