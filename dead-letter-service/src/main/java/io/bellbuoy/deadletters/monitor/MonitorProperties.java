package io.bellbuoy.deadletters.monitor;

import io.bellbuoy.deadletters.property.Bounds;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The properties {@code bellbuoy.deadletters.monitor.*}.
 *
 * @param refresh how often the database is asked what is open; 100 ms to 1 hour
 * @param oldest how long a dead letter may be open before health and log say so; 1 second to 365 days
 */
@Validated
@ConfigurationProperties("bellbuoy.deadletters.monitor")
public record MonitorProperties(
        @DefaultValue("15s") Duration refresh,
        @DefaultValue("1h") Duration oldest) {

    /** @throws IllegalArgumentException if a duration is out of bounds */
    public MonitorProperties {
        Bounds.requireWithin("monitor.refresh", refresh, Duration.ofMillis(100), Duration.ofHours(1));
        Bounds.requireWithin("monitor.oldest", oldest, Duration.ofSeconds(1), Duration.ofDays(365));
    }
}
