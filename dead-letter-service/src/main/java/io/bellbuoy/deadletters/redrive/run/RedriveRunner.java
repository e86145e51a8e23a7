package io.bellbuoy.deadletters.redrive.run;

import io.bellbuoy.deadletters.redrive.job.RedriveProperties;
import io.bellbuoy.deadletters.redrive.observe.Readers;
import io.bellbuoy.deadletters.redrive.send.Lanes;
import io.bellbuoy.deadletters.redrive.store.Outbox;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Takes up the jobs that no other instance has, and runs each in one thread at a time. */
public final class RedriveRunner implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RedriveRunner.class);
    private static final Duration LATE = Duration.ofSeconds(10);

    private final Outbox outbox;
    private final Lanes lanes;
    private final Readers readers;
    private final RedriveProperties properties;
    private final Map<Long, JobRun> runs = new ConcurrentHashMap<>();
    private final Set<Long> busy = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledExecutorService clock;
    private @Nullable ExecutorService threads;

    public RedriveRunner(Outbox outbox, Lanes lanes, Readers readers, RedriveProperties properties) {
        this.outbox = outbox;
        this.lanes = lanes;
        this.readers = readers;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        ExecutorService pool = Executors.newFixedThreadPool(properties.threads(), named("redrive-job-"));
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("redrive-clock-"));
        long millis = properties.poll().toMillis();
        timer.scheduleWithFixedDelay(() -> guarded(() -> look(pool)), millis, millis, TimeUnit.MILLISECONDS);
        timer.scheduleWithFixedDelay(
                () -> guarded(outbox::linkLate), LATE.toMillis(), LATE.toMillis(), TimeUnit.MILLISECONDS);
        threads = pool;
        clock = timer;
    }

    private void look(ExecutorService pool) {
        for (long id : outbox.due()) {
            if (busy.add(id)) {
                pool.execute(() -> advance(id));
            }
        }
    }

    private void advance(long id) {
        try {
            JobRun run = runs.computeIfAbsent(id, job -> new JobRun(job, outbox, lanes, readers));
            if (!run.advance()) {
                runs.remove(id);
            }
        } finally {
            busy.remove(id);
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("Redrives were not looked at and will be again: {}", e.toString());
        }
    }

    @Override
    public synchronized void stop() {
        end(clock);
        end(threads);
        runs.forEach((id, run) -> {
            run.close();
            guarded(() -> outbox.release(id));
        });
        runs.clear();
        clock = null;
        threads = null;
    }

    /** A step that is under way is let finish; were it not, the next instance would take it up all the same. */
    private static void end(@Nullable ExecutorService executor) {
        if (executor == null) {
            return;
        }
        executor.shutdown();
        try {
            if (!executor.awaitTermination(20, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return clock != null;
    }

    private static ThreadFactory named(String name) {
        return work -> new Thread(work, name);
    }
}
