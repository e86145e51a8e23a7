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
        Bounds.require(
                refresh.toMillis() >= 100 && refresh.compareTo(Duration.ofHours(1)) <= 0,
                "monitor.refresh",
                refresh,
                "PT0.1S to PT1H");
        Bounds.require(
                oldest.toSeconds() >= 1 && oldest.compareTo(Duration.ofDays(365)) <= 0,
                "monitor.oldest",
                oldest,
                "PT1S to PT8760H");
    }
}
