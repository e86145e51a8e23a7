package io.bellbuoy.deadletters.policy;

import io.bellbuoy.deadletters.property.Bounds;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code bellbuoy.deadletters.policies} and {@code bellbuoy.deadletters.policies-every}.
 *
 * @param policies what is done with open dead letters without anybody asking; of those that match the first one counts
 * @param policiesEvery how often what is open is looked at; 100 ms to 1 hour
 */
@ConfigurationProperties("bellbuoy.deadletters")
public record PolicyProperties(
        @DefaultValue List<Policy> policies,
        @DefaultValue("5s") Duration policiesEvery) {

    /** @throws IllegalArgumentException if two have the same name, or the time is out of bounds */
    public PolicyProperties {
        policies = List.copyOf(policies);
        Set<String> names = new HashSet<>();
        for (Policy policy : policies) {
            Bounds.require(names.add(policy.name()), "policies[].name", policy.name() + " twice", "a name of its own");
        }
        Bounds.requireWithin("policies-every", policiesEvery, Duration.ofMillis(100), Duration.ofHours(1));
    }
}
