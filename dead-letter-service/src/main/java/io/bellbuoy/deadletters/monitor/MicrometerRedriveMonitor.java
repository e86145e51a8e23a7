package io.bellbuoy.deadletters.monitor;

import io.bellbuoy.deadletters.redrive.store.RedriveMonitor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/** The meter {@code bellbuoy.deadletters.redriven}. */
final class MicrometerRedriveMonitor implements RedriveMonitor {

    private final MeterRegistry registry;

    MicrometerRedriveMonitor(MeterRegistry registry) {
        this.registry = registry;
        // At zero from the start, so that a rate over the first one can be seen.
        List.of("SENT", "SUCCEEDED", "RETURNED", "REFUSED").forEach(this::counter);
    }

    @Override
    public void became(String outcome, long count) {
        counter(outcome).increment(count);
    }

    private Counter counter(String outcome) {
        return Counter.builder("bellbuoy.deadletters.redriven")
                .description("Dead letters in redrives of this instance, by what became of them")
                .tag("outcome", outcome.toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
