package io.bellbuoy.stream.listener;

import io.bellbuoy.engine.pipeline.Plan;
import io.bellbuoy.stream.standby.InstanceName;
import io.bellbuoy.stream.standby.StandbyGroup;
import io.bellbuoy.stream.standby.StandbyWatch;
import io.bellbuoy.stream.state.StandbyRules;
import io.bellbuoy.stream.state.StateTopics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;

/**
 * Runs the rule set: a listener container for each consumer thread, threads that restore, and a watch that starts a
 * container again if it ends by itself. It never ends the service: what fails is tried again, and health says so.
 */
public final class StreamRuntime implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(StreamRuntime.class);
    /** The last to start and the first to stop. */
    static final int PHASE = DEFAULT_PHASE - 100;

    private static final int RESTORE_THREADS = 4;
    private static final long WATCH_SECONDS = 1;
    private static final long STOP_SECONDS = 30;

    private final ListenerSettings settings;
    private final StreamParts parts;
    private final Map<String, Object> connection;
    private final List<ConsumerFactory.Listener<byte @Nullable [], byte @Nullable []>> listeners;
    private final List<StreamThread> threads = new ArrayList<>();
    private @Nullable ScheduledExecutorService watch;
    private @Nullable StandbyWatch standbyWatch;
    private @Nullable ExecutorService restoring;
    private @Nullable ExecutorService opening;
    private volatile boolean running;

    /**
     * @param connection bootstrap servers, security and other settings of the user for consumers
     * @param listeners told of each consumer that is made
     */
    public StreamRuntime(
            ListenerSettings settings,
            StreamParts parts,
            Map<String, Object> connection,
            List<ConsumerFactory.Listener<byte @Nullable [], byte @Nullable []>> listeners) {
        this.settings = settings;
        this.parts = parts;
        this.connection = Map.copyOf(connection);
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        parts.board().setRunning(true);
        parts.lists().start();
        ExecutorService executor = Executors.newFixedThreadPool(RESTORE_THREADS, named("bellbuoy-restore"));
        restoring = executor;
        // Threads of their own: a producer must not wait for long restores.
        ExecutorService openers = Executors.newCachedThreadPool(named("bellbuoy-open"));
        opening = openers;
        Restorer restorer = new Restorer(parts.stores(), parts.inForce(), executor);
        for (int thread = 0; thread < settings.concurrency(); thread++) {
            threads.add(new StreamThread(
                    thread, settings, parts, new StateTopics(settings.applicationId()), restorer, openers));
        }
        threads.forEach(thread -> thread.start(connection, listeners));
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(named("bellbuoy-watch"));
        scheduler.scheduleWithFixedDelay(this::watch, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
        watch = scheduler;
        standBy();
        LOG.info("Reading {} as group {} with {} threads", settings.topics(), settings.applicationId(), threads.size());
    }

    private void standBy() {
        if (settings.standby() == 0) {
            return;
        }
        RulesInForce inForce = parts.inForce();
        parts.stores().standbys().start(() -> {
            Plan plan = inForce.plan();
            return new StandbyRules(plan.version(), plan.cellTypes());
        });
        StandbyGroup group = new StandbyGroup(
                parts.stores().admin(),
                settings.applicationId(),
                settings.topics().get(0));
        StandbyWatch next = new StandbyWatch(
                group,
                InstanceName.of(settings.groupInstanceId(0), settings.clientId(0)),
                settings.standby(),
                parts.stores().standbys());
        next.start();
        standbyWatch = next;
    }

    private void watch() {
        try {
            threads.forEach(StreamThread::startAgainIfEnded);
        } catch (RuntimeException e) {
            LOG.warn("A consumer thread could not be started again; tried again", e);
        }
    }

    @Override
    public synchronized void stop() {
        if (!running) {
            return;
        }
        running = false;
        end(watch);
        if (standbyWatch != null) {
            standbyWatch.close();
            parts.stores().standbys().close();
        }
        CountDownLatch stopped = new CountDownLatch(threads.size());
        threads.forEach(thread -> thread.stop(stopped::countDown));
        await(stopped);
        end(opening);
        end(restoring);
        parts.lists().stop();
        threads.clear();
        parts.board().setRunning(false);
    }

    private static void end(@Nullable ExecutorService threads) {
        if (threads == null) {
            return;
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch stopped) {
        try {
            if (!stopped.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Not all consumer threads have ended after {} s", STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + "-" + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
