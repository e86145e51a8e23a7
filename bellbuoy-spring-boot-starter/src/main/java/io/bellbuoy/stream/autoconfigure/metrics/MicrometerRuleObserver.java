package io.bellbuoy.stream.autoconfigure.metrics;

import io.bellbuoy.engine.output.RuleObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts what rules do. A batch that is undone and tried again counts twice here, as its evaluations took place twice;
 * late events are counted by {@link MicrometerProcessingMonitor} once they are committed.
 */
public final class MicrometerRuleObserver implements RuleObserver {

    private final MeterRegistry registry;
    private final Map<String, Counter> evaluations = new ConcurrentHashMap<>();
    private final Map<String, Counter> matches = new ConcurrentHashMap<>();
    private final Map<String, Counter> failures = new ConcurrentHashMap<>();
    private final Map<String, Counter> suppressions = new ConcurrentHashMap<>();
    private final Map<String, Counter> snoozes = new ConcurrentHashMap<>();
    private final Map<String, Counter> drops = new ConcurrentHashMap<>();
    private final Map<String, Timer> durations = new ConcurrentHashMap<>();

    public MicrometerRuleObserver(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void evaluated(String rule, long times) {
        count(evaluations, "bellbuoy.rule.evaluations", rule, times);
    }

    @Override
    public void matched(String rule) {
        count(matches, "bellbuoy.rule.matches", rule);
    }

    @Override
    public void suppressed(String rule) {
        count(suppressions, "bellbuoy.alerts.suppressed", rule);
    }

    @Override
    public void snoozed(String rule) {
        count(snoozes, "bellbuoy.alerts.snoozed", rule);
    }

    @Override
    public void dropped(String rule) {
        count(drops, "bellbuoy.pattern.dropped", rule);
    }

    @Override
    public void shadowFailed(String rule) {
        count(failures, "bellbuoy.rule.shadow.failures", rule);
    }

    /** A sample: the number of the timer is that of samples, not of events. */
    @Override
    public void timed(String rule, long nanos) {
        Timer timer = durations.get(rule);
        if (timer == null) {
            timer = durations.computeIfAbsent(rule, any -> registry.timer("bellbuoy.rule.duration", "rule", rule));
        }
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }

    private void count(Map<String, Counter> counters, String name, String rule) {
        count(counters, name, rule, 1);
    }

    private void count(Map<String, Counter> counters, String name, String rule, long times) {
        Counter counter = counters.get(rule);
        if (counter == null) {
            counter = counters.computeIfAbsent(rule, any -> registry.counter(name, "rule", rule));
        }
        counter.increment(times);
    }
}
