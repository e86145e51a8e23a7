package io.bellbuoy.deadletters.monitor;

import io.bellbuoy.deadletters.policy.Action;
import io.bellbuoy.deadletters.policy.PolicyMonitor;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** The meter {@code bellbuoy.deadletters.policies}. */
final class MicrometerPolicyMonitor implements PolicyMonitor {

    private final MeterRegistry registry;

    MicrometerPolicyMonitor(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void acted(String policy, Action action, long count) {
        Counter.builder("bellbuoy.deadletters.policies")
                .description("Dead letters that a policy of this instance did something with")
                .tag("policy", policy)
                .tag("action", action.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment(count);
    }
}
