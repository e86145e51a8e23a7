package io.bellbuoy.stream.autoconfigure.metrics;

import io.bellbuoy.stream.state.RebuildReason;
import io.bellbuoy.stream.state.StandbyStatus;
import io.bellbuoy.stream.state.StateMonitor;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of stored state. */
public final class MicrometerStateMonitor implements StateMonitor {

    private final MeterRegistry registry;
    private final Map<Integer, Long> remaining = new ConcurrentHashMap<>();
    private final Timer restores;
    private final MultiGauge standbyLag;
    private final Map<String, List<StandbyStatus>> standbys = new TreeMap<>();

    public MicrometerStateMonitor(MeterRegistry registry) {
        this.registry = registry;
        restores = Timer.builder("bellbuoy.state.restore.duration")
                .description("The restore of a task")
                .register(registry);
        standbyLag = MultiGauge.builder("bellbuoy.state.standby.lag")
                .description("Records of the state log that a warm copy of a task has still to apply")
                .register(registry);
        Gauge.builder("bellbuoy.state.restore.remaining", this, MicrometerStateMonitor::remaining)
                .description("Offsets that restores have still to read")
                .register(registry);
    }

    private double remaining() {
        return remaining.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void restoring(int partition, long offset, long end) {
        remaining.put(partition, Math.max(0, end - offset));
    }

    @Override
    public void restored(int partition, boolean keptLocal, long replayedBytes, Duration took) {
        remaining.remove(partition);
        restores.record(took);
        registry.counter("bellbuoy.state.replayed", "local", Boolean.toString(keptLocal))
                .increment(replayedBytes);
    }

    @Override
    public void rebuilt(int partition, RebuildReason reason) {
        registry.counter("bellbuoy.state.rebuilt", "reason", reason.name()).increment();
    }

    @Override
    public void checkpointed(int partition, Copy copy, long cells, long bytes, Duration took) {
        registry.timer("bellbuoy.state.checkpoint.duration", "copy", name(copy)).record(took);
        registry.counter("bellbuoy.state.checkpoint.bytes", "copy", name(copy)).increment(bytes);
    }

    @Override
    public void checkpointFailed(int partition, Copy copy, Exception cause) {
        registry.counter("bellbuoy.state.checkpoint.failures", "copy", name(copy))
                .increment();
    }

    @Override
    public void remoteLost(int partition, Exception cause) {
        registry.counter("bellbuoy.state.checkpoint.lost").increment();
    }

    /** The lag in records of each copy that is open. */
    @Override
    public synchronized void standbys(String applicationId, List<StandbyStatus> all) {
        standbys.put(applicationId, all);
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        standbys.forEach((application, tasks) -> tasks.stream()
                .filter(task -> task.lag() >= 0)
                .forEach(task -> rows.add(MultiGauge.Row.of(
                        Tags.of("application", application, "partition", Integer.toString(task.partition())),
                        task.lag()))));
        standbyLag.register(rows, true);
    }

    private static String name(Copy copy) {
        return copy.name().toLowerCase(Locale.ROOT);
    }
}
