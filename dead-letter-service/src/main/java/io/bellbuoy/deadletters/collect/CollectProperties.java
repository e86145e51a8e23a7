package io.bellbuoy.deadletters.collect;

import io.bellbuoy.deadletters.property.Bounds;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The properties {@code bellbuoy.deadletters.collect.*}.
 *
 * @param topics the dead-letter topics, as a regular expression of Java that the whole name matches
 * @param group the consumer group
 * @param threads how many consumers this instance has; more than there are partitions do nothing
 * @param batch how many dead letters are stored in one transaction at most
 * @param discovery how long until a new topic is found; 100 ms to 1 hour
 * @param attempts how often a batch is tried before collecting pauses
 * @param pause how long collecting pauses when the database is not to be had, before it is tried again; 100 ms to 4
 *     minutes, below the 5 minutes after which a group gives up a consumer
 */
@Validated
@ConfigurationProperties("bellbuoy.deadletters.collect")
public record CollectProperties(
        @DefaultValue(".+-dlt") Pattern topics,
        @NotBlank @DefaultValue("dead-letter-service") String group,
        @Min(1) @Max(64) @DefaultValue("2") int threads,
        @Min(1) @Max(50_000) @DefaultValue("2000") int batch,
        @DefaultValue("10s") Duration discovery,
        @Min(1) @Max(10) @DefaultValue("3") int attempts,
        @DefaultValue("5s") Duration pause) {

    private static final Duration SHORTEST = Duration.ofMillis(100);

    /** @throws IllegalArgumentException if a duration is out of bounds */
    public CollectProperties {
        Bounds.requireWithin("collect.discovery", discovery, SHORTEST, Duration.ofHours(1));
        Bounds.requireWithin("collect.pause", pause, SHORTEST, Duration.ofMinutes(4));
    }
}
