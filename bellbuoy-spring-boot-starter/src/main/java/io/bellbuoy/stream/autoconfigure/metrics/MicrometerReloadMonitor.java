package io.bellbuoy.stream.autoconfigure.metrics;

import io.bellbuoy.stream.reload.ReloadMonitor;
import io.bellbuoy.stream.reload.ReloadOutcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The meters of rules that change. */
public final class MicrometerReloadMonitor implements ReloadMonitor {

    private final MeterRegistry registry;
    private @Nullable Meter info;

    public MicrometerReloadMonitor(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void inForce(String version) {
        if (info != null) {
            registry.remove(info);
        }
        info = Gauge.builder("bellbuoy.rules.info", () -> 1)
                .description("1 for the version of the rule set in force")
                .tag("version", version)
                .register(registry);
    }

    @Override
    public void reloaded(ReloadOutcome outcome) {
        registry.counter("bellbuoy.rules.reload", "outcome", outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
