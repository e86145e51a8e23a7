package io.bellbuoy.deadletters.monitor;

import io.bellbuoy.deadletters.collect.CollectMonitor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/** The meters {@code bellbuoy.deadletters.*} of this service. */
final class MicrometerCollectMonitor implements CollectMonitor {

    private final MeterRegistry registry;

    MicrometerCollectMonitor(MeterRegistry registry, OpenLetterWatch watch) {
        this.registry = registry;
        Gauge.builder("bellbuoy.deadletters.open", watch, OpenLetterWatch::open)
                .description("Dead letters that nobody has dealt with yet; the same on every instance")
                .register(registry);
        Gauge.builder("bellbuoy.deadletters.oldest.age", watch, OpenLetterWatch::oldestAge)
                .description("The age of the oldest open dead letter; the same on every instance")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("bellbuoy.deadletters.oldest.limit", watch, OpenLetterWatch::limit)
                .description("The age from which on the oldest open dead letter is to be told of")
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("bellbuoy.deadletters.parked", watch, OpenLetterWatch::parked)
                .description("Dead letters that are put aside; the same on every instance")
                .register(registry);
    }

    @Override
    public void collected(Map<String, Long> stored) {
        stored.forEach((topic, count) -> Counter.builder("bellbuoy.deadletters.collected")
                .description("Dead letters stored for the first time")
                .tag("topic", topic)
                .register(registry)
                .increment(count));
    }
}
