package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.CellTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The warm copies of state that this process keeps for tasks of others, on one thread. A copy is a local store such as its
 * task's own, in the place where that would be: when the task comes here, its restore {@linkplain #claim claims} the store, opens
 * it with the usual checks, and replays what is left of the log. A standby never writes to Kafka, so nothing it does can harm
 * the task. Thread-safe.
 */
public final class Standbys implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Standbys.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long RETRY_MILLIS = 5_000;
    private static final long TELL_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 30_000;
    /** Versions of the rules whose records can be read; one changes seldom, and the log is read soon. */
    private static final int VERSIONS = 8;

    private final StateStores shared;
    private final Map<String, CellTypes> versions = new LinkedHashMap<>();

    // ---- guarded by this

    private final Map<Integer, Integer> claims = new HashMap<>();
    private final Map<Integer, StandbyTask> tasks = new TreeMap<>();
    private Set<Integer> wanted = Set.of();

    // ---- of the thread

    private final Map<Integer, Long> retryAt = new HashMap<>();
    private Set<StandbyTask> assigned = Set.of();
    private long resumeAt;
    private long tellAt;

    private volatile boolean running;
    private @Nullable Thread thread;

    Standbys(StateStores shared) {
        this.shared = shared;
    }

    /**
     * Begins; what to follow is said by {@link #follow}.
     *
     * @param rules those in force now
     */
    public synchronized void start(Supplier<StandbyRules> rules) {
        if (running) {
            return;
        }
        running = true;
        Thread next = new Thread(() -> run(rules), "bellbuoy-standby");
        next.setDaemon(true);
        thread = next;
        next.start();
    }

    /** The tasks to keep a copy of; those that are processed here are left out by itself. */
    public synchronized void follow(Set<Integer> partitions) {
        wanted = Set.copyOf(partitions);
    }

    /** Where each standby stands, by partition. */
    public synchronized List<StandbyStatus> status() {
        return tasks.values().stream().map(StandbyTask::status).toList();
    }

    /** Before a restore opens the store of a task: closes the standby's, if there is one. {@link #release} it once. */
    void claim(int partition) {
        StandbyTask task;
        synchronized (this) {
            claims.merge(partition, 1, Integer::sum);
            task = tasks.remove(partition);
        }
        if (task != null) {
            task.close();
        }
    }

    /** The store of a task is closed: a standby may have it. */
    synchronized void release(int partition) {
        claims.computeIfPresent(partition, (any, count) -> count == 1 ? null : count - 1);
    }

    // ---- the thread

    private void run(Supplier<StandbyRules> rules) {
        try (Consumer<byte[], byte[]> consumer = shared.clients().newFollower()) {
            while (running) {
                pass(consumer, rules);
            }
        } catch (InterruptedException | InterruptException cause) {
            LOG.debug("The standbys end because their thread was interrupted", cause);
        } finally {
            closeAll();
        }
    }

    private void pass(Consumer<byte[], byte[]> consumer, Supplier<StandbyRules> rules) throws InterruptedException {
        try {
            learn(rules.get());
            resume(consumer);
            closeUnwanted();
            openWanted(consumer);
            assign(consumer);
            if (assigned.isEmpty()) {
                pause(POLL.toMillis());
            } else {
                advance(consumer);
            }
            tell();
        } catch (OffsetOutOfRangeException cause) {
            // The log was truncated past a place: the store is opened anew, found too old, and filled from the
            // checkpoint.
            cause.partitions().forEach(log -> restart(log.partition(), cause));
        } catch (InterruptException cause) {
            throw cause;
        } catch (RuntimeException cause) {
            LOG.warn("The standbys begin anew after a failure", cause);
            List.copyOf(assigned).forEach(task -> task.drop("begins anew: " + cause.getMessage()));
            assigned = Set.of();
            pause(RETRY_MILLIS);
        }
    }

    private synchronized void pause(long millis) throws InterruptedException {
        if (running) {
            wait(millis);
        }
    }

    private void learn(StandbyRules now) {
        versions.put(now.version(), now.types());
        if (versions.size() > VERSIONS) {
            versions.remove(versions.keySet().iterator().next());
        }
    }

    /** Those that wait for other rules look again, also since the log may begin behind their place by now. */
    private void resume(Consumer<?, ?> consumer) {
        Set<TopicPartition> waiting = consumer.paused();
        if (!waiting.isEmpty() && shared.clock().millis() >= resumeAt) {
            consumer.resume(waiting);
        }
    }

    private void closeUnwanted() {
        List<StandbyTask> unwanted = new ArrayList<>();
        synchronized (this) {
            for (int partition : List.copyOf(tasks.keySet())) {
                if (!wanted.contains(partition)) {
                    unwanted.add(tasks.remove(partition));
                }
            }
        }
        for (StandbyTask task : unwanted) {
            task.close();
            LOG.info(
                    "standby of task {} ends: another instance has it",
                    task.log().partition());
        }
    }

    private void openWanted(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        for (StandbyTask task : closedOnes()) {
            int partition = task.log().partition();
            if (shared.clock().millis() < retryAt.getOrDefault(partition, Long.MIN_VALUE)) {
                continue;
            }
            // Its reading takes the consumer's assignment.
            assigned = Set.of();
            try {
                task.open(consumer);
            } catch (CancellationException taken) {
                LOG.debug("The standby of task {} was not opened", partition, taken);
            } catch (InterruptException cause) {
                throw cause;
            } catch (RuntimeException cause) {
                retryLater(task, cause);
            }
        }
    }

    private void retryLater(StandbyTask task, RuntimeException cause) {
        int partition = task.log().partition();
        retryAt.put(partition, shared.clock().millis() + RETRY_MILLIS);
        LOG.warn("standby of task {} cannot follow; tried again in {} ms", partition, RETRY_MILLIS, cause);
        task.drop("cannot follow: " + cause.getMessage());
    }

    /** Those to be opened, with those that are newly wanted. Whether a task is claimed is asked where it is entered. */
    private synchronized List<StandbyTask> closedOnes() {
        for (int partition : wanted) {
            if (!claims.containsKey(partition)) {
                tasks.computeIfAbsent(partition, any -> new StandbyTask(shared, partition));
            }
        }
        return tasks.values().stream().filter(task -> !task.isOpen()).toList();
    }

    private void assign(Consumer<byte[], byte[]> consumer) {
        Set<StandbyTask> open = new HashSet<>();
        synchronized (this) {
            tasks.values().stream().filter(StandbyTask::isOpen).forEach(open::add);
        }
        if (open.equals(assigned)) {
            return;
        }
        consumer.assign(open.stream().map(StandbyTask::log).toList());
        for (StandbyTask task : open) {
            // It may have been closed meanwhile.
            consumer.seek(task.log(), Math.max(0, task.position()));
        }
        assigned = open;
    }

    private void advance(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        var polled = consumer.poll(POLL);
        for (StandbyTask task : assigned) {
            TopicPartition log = task.log();
            try {
                if (!task.apply(polled.records(log), versions::get)) {
                    consumer.seek(log, task.position());
                    consumer.pause(List.of(log));
                    resumeAt = shared.clock().millis() + RETRY_MILLIS;
                }
                task.store(shared.clock());
            } catch (InterruptException cause) {
                throw cause;
            } catch (RuntimeException cause) {
                retryLater(task, cause);
            }
            consumer.currentLag(log).ifPresent(task::behind);
        }
    }

    private void tell() {
        long now = shared.clock().millis();
        if (now >= tellAt) {
            tellAt = now + TELL_MILLIS;
            shared.monitor().standbys(shared.settings().applicationId(), status());
        }
    }

    private void restart(int partition, RuntimeException cause) {
        LOG.warn("standby of task {} fell behind the start of the state log; it begins with the checkpoint", partition);
        StandbyTask task;
        synchronized (this) {
            task = tasks.get(partition);
        }
        if (task != null) {
            task.drop("begins anew: " + cause.getMessage());
        }
    }

    private void closeAll() {
        List<StandbyTask> all;
        synchronized (this) {
            all = List.copyOf(tasks.values());
            tasks.clear();
        }
        all.forEach(StandbyTask::close);
        shared.monitor().standbys(shared.settings().applicationId(), List.of());
    }

    /** Ends, with the stores at their places. */
    @Override
    public void close() {
        running = false;
        Thread ending;
        synchronized (this) {
            ending = thread;
            thread = null;
            notifyAll();
        }
        if (ending == null) {
            return;
        }
        try {
            ending.join(CLOSE_MILLIS);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
        }
    }
}
