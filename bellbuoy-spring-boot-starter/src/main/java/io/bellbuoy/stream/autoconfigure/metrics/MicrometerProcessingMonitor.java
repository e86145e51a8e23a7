package io.bellbuoy.stream.autoconfigure.metrics;

import io.bellbuoy.engine.rule.Severity;
import io.bellbuoy.stream.monitor.HoldOutcome;
import io.bellbuoy.stream.monitor.ProcessingMonitor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of the loop. Partitions are never tags; gauges show the largest or the sum over the tasks of this instance. */
public final class MicrometerProcessingMonitor implements ProcessingMonitor {

    private static final Duration[] LATENCIES = {
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5)
    };

    private record Heap(int keys, double hitRatio) {}

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<Integer, Long> watermarks = new ConcurrentHashMap<>();
    private final Map<Integer, Heap> heaps = new ConcurrentHashMap<>();
    private final Timer batch;
    private final Timer commit;
    private final Timer latency;
    private final Counter failures;
    private final Counter fenced;

    public MicrometerProcessingMonitor(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        batch = Timer.builder("bellbuoy.batch.duration")
                .description("From the poll to the end of the transaction")
                .register(registry);
        commit = Timer.builder("bellbuoy.transaction.commit")
                .description("The end of the transaction")
                .register(registry);
        latency = Timer.builder("bellbuoy.detection.latency")
                .description("From event time to the alert being visible")
                .serviceLevelObjectives(LATENCIES)
                .register(registry);
        failures = Counter.builder("bellbuoy.batch.failures")
                .description("Batches that were undone and tried again")
                .register(registry);
        fenced = Counter.builder("bellbuoy.fenced")
                .description("Transactions that were fenced or whose outcome was unknown")
                .register(registry);
        registerGauges();
    }

    private void registerGauges() {
        Gauge.builder("bellbuoy.watermark.lag", this, MicrometerProcessingMonitor::watermarkLag)
                .description("How far the watermark is behind the clock, the largest of the tasks")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("bellbuoy.state.entries", this, MicrometerProcessingMonitor::entries)
                .description("Keys on the heap")
                .register(registry);
        Gauge.builder("bellbuoy.state.cache.hit.ratio", this, MicrometerProcessingMonitor::hitRatio)
                .description("The share of key look-ups that found the key on the heap, the smallest of the tasks")
                .register(registry);
    }

    private double watermarkLag() {
        long now = clock.millis();
        return watermarks.values().stream()
                .mapToDouble(at -> (now - at) / 1000.0)
                .max()
                .orElse(Double.NaN);
    }

    private double entries() {
        return heaps.values().stream().mapToInt(Heap::keys).sum();
    }

    private double hitRatio() {
        return heaps.values().stream().mapToDouble(Heap::hitRatio).min().orElse(Double.NaN);
    }

    @Override
    public void processed(String stream, long count) {
        registry.counter("bellbuoy.events.processed", "stream", stream).increment(count);
    }

    @Override
    public void rejected(String topic, long count) {
        registry.counter("bellbuoy.events.rejected", "topic", topic).increment(count);
        registry.counter("bellbuoy.deadletters.published", "topic", topic).increment(count);
    }

    @Override
    public void late(String name, long count) {
        registry.counter("bellbuoy.events.late", "rule", name).increment(count);
    }

    @Override
    public void duplicate(String stream, long count) {
        registry.counter("bellbuoy.events.duplicate", "stream", stream).increment(count);
    }

    @Override
    public void alertRaised(String rule, Severity severity, Duration sinceEvent) {
        registry.counter("bellbuoy.alerts.raised", "rule", rule, "severity", severity.name())
                .increment();
        latency.record(sinceEvent.isNegative() ? Duration.ZERO : sinceEvent);
    }

    @Override
    public void shadowAlerts(String rule, long count) {
        registry.counter("bellbuoy.alerts.shadow", "rule", rule).increment(count);
    }

    @Override
    public void batchCommitted(int records, Duration whole, Duration end) {
        batch.record(whole);
        commit.record(end);
    }

    @Override
    public void batchFailed(Exception cause) {
        failures.increment();
    }

    @Override
    public void fenced(Exception cause) {
        fenced.increment();
    }

    @Override
    public void watermark(int partition, long watermark) {
        if (watermark != Long.MIN_VALUE) {
            watermarks.put(partition, watermark);
        }
    }

    @Override
    public void state(int partition, int keys, double hitRatio) {
        heaps.put(partition, new Heap(keys, hitRatio));
    }

    @Override
    public void held(HoldOutcome outcome) {
        String name = outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
        registry.counter("bellbuoy.rules.hold", "outcome", name).increment();
    }

    @Override
    public void taskClosed(int partition) {
        watermarks.remove(partition);
        heaps.remove(partition);
    }

    @Override
    public void listenerStopped(String reason) {
        registry.counter("bellbuoy.listener.stopped", "reason", reason).increment();
    }
}
