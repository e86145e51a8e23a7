package io.bellbuoy.deadletters.redrive.job;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The properties {@code bellbuoy.deadletters.redrive.*}.
 *
 * @param observe how long a job waits for dead letters that come back, once a batch is sent and has been read by the consumer
 *     groups that are known; 0 to 1 day
 * @param stopAt the share of a batch that may come back, 0 to 1; with more the job stops
 * @param lagLimit how many records a consumer group may lag behind on a topic that is redriven to; with more the job stops
 * @param rate records a second
 * @param maxBatch the largest batch; a batch is one transaction of Kafka
 * @param maxRedrives how often a record is redriven; one that comes back after so many is parked
 * @param maxClaim how many dead letters a job takes at most
 * @param poll how often jobs are looked at; 10 ms to 1 minute
 * @param lease how long an instance that is gone keeps others from its jobs; 1 second to 1 hour
 * @param threads how many jobs an instance runs at the same time
 * @param discardRetention how long what was discarded keeps its content, and so can be restored; 0 to 10 years
 * @param group what consumer groups and transactional ids of jobs begin with
 */
@Validated
@ConfigurationProperties("bellbuoy.deadletters.redrive")
public record RedriveProperties(
        @DefaultValue("10s") Duration observe,
        @DefaultValue("0.2") double stopAt,
        @DefaultValue("100000") long lagLimit,
        @DefaultValue("1000") int rate,
        @DefaultValue("1000") int maxBatch,
        @Min(1) @Max(100) @DefaultValue("3") int maxRedrives,
        @Min(1) @Max(1_000_000) @DefaultValue("100000") int maxClaim,
        @DefaultValue("500ms") Duration poll,
        @DefaultValue("30s") Duration lease,
        @Min(1) @Max(64) @DefaultValue("2") int threads,
        @DefaultValue("30d") Duration discardRetention,

        @NotBlank @DefaultValue("dead-letter-service-redrive")
        String group) {

    /** @throws IllegalArgumentException if a value is out of bounds */
    public RedriveProperties {
        new Care(observe, stopAt, lagLimit, rate, maxBatch);
        Care.require(poll.toMillis() >= 10 && poll.toMillis() <= 60_000, "poll", poll, "PT0.01S to PT1M");
        Care.require(lease.toMillis() >= 1000 && lease.toMillis() <= 3_600_000, "lease", lease, "PT1S to PT1H");
        Care.require(
                !discardRetention.isNegative() && discardRetention.toDays() <= 3650,
                "discard-retention",
                discardRetention,
                "PT0S to PT87600H");
    }

    /** What a job gets that asks for nothing else. */
    public Care care() {
        return new Care(observe, stopAt, lagLimit, rate, maxBatch);
    }
}
