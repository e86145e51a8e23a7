package io.bellbuoy.stream.listener;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Runs the stages behind the first, if the rules need any, and removes what they have read from their topics. */
public final class StageRuntimes implements SmartLifecycle, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StageRuntimes.class);

    private static final long PURGE_SECONDS = 60;

    private final List<StageRuntime> stages;
    private final StagePurge purge;
    private @Nullable ScheduledExecutorService purging;
    private volatile boolean running;

    /** @param stages in order; none if all runs by the record key */
    public StageRuntimes(List<StageRuntime> stages, StagePurge purge) {
        this.stages = List.copyOf(stages);
        this.purge = purge;
    }

    /** The stages, in order. */
    public List<StageRuntime> stages() {
        return stages;
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        if (stages.isEmpty()) {
            return;
        }
        stages.forEach(stage -> stage.runtime().start());
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "bellbuoy-purge");
            thread.setDaemon(true);
            return thread;
        });
        scheduler.scheduleWithFixedDelay(this::purge, PURGE_SECONDS, PURGE_SECONDS, TimeUnit.SECONDS);
        purging = scheduler;
    }

    private void purge() {
        for (StageRuntime stage : stages) {
            try {
                purge.run(stage.topic());
            } catch (RuntimeException e) {
                LOG.warn("Topic {} could not be purged; tried again in {} s", stage.topic(), PURGE_SECONDS, e);
            }
        }
    }

    @Override
    public synchronized void stop() {
        if (!running) {
            return;
        }
        running = false;
        if (purging != null) {
            purging.shutdownNow();
        }
        stages.forEach(stage -> stage.runtime().stop());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** With the first stage. */
    @Override
    public int getPhase() {
        return StreamRuntime.PHASE;
    }

    @Override
    public void close() {
        stop();
        stages.forEach(stage -> stage.stores().close());
    }
}
