package io.bellbuoy.stream.reload;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Looks at the file of rules again and again, on a thread of its own. */
public final class RuleWatch implements SmartLifecycle {

    private final RuleReload reload;
    private final Duration every;
    private @Nullable ScheduledExecutorService thread;

    public RuleWatch(RuleReload reload, Duration every) {
        this.reload = reload;
        this.every = every;
    }

    @Override
    public synchronized void start() {
        if (thread != null) {
            return;
        }
        ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread daemon = new Thread(work, "bellbuoy-rules");
            daemon.setDaemon(true);
            return daemon;
        });
        scheduler.scheduleWithFixedDelay(reload::check, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        thread = scheduler;
    }

    @Override
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
