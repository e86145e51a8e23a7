package io.bellbuoy.stream.autoconfigure;

import io.bellbuoy.engine.rule.Emit;
import io.bellbuoy.engine.rule.Evaluate;
import io.bellbuoy.stream.listener.ListenerSettings.GroupProtocol;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The properties {@code bellbuoy.*}. What they mean together is checked by {@link RuleSetFactory}.
 *
 * @param applicationId the consumer group, and the prefix of internal topics; must never change while there is state
 * @param instanceId a name of this instance that outlives restarts, such as the pod's name in a StatefulSet: gives
 *     stable transactional ids and static group membership; default: none
 * @param advertisedAddress host and port under which other instances reach this one over HTTP; default: they do not
 * @param concurrency the number of consumer threads
 * @param groupProtocol the protocol of the consumer group
 * @param advanceWhenIdle whether the clock moves the watermark on while all sources are idle; off for replays
 * @param state where and how state is kept
 * @param alerts where alerts go
 * @param actions where account actions go
 * @param defaults what rules and features do unless they say otherwise
 * @param topics how topics are created
 * @param reload rules that may change while the service runs
 * @param streams the streams by name
 * @param tables the tables by name
 * @param joins the joins by name
 * @param features the features by name
 * @param rules the rules by name
 * @param decisions where the decisions of scorecards go
 * @param scorecards the scorecards by name
 * @param lists the lists by name
 */
@Validated
@ConfigurationProperties("bellbuoy")
record BellbuoyProperties(
        @NotBlank(message = "must be the name of the application, as in fraud-detection")
        @Pattern(
                regexp = "[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}",
                message = "must be 1 to 100 letters, digits, '.', '_' or '-'")
        @Nullable
        String applicationId,

        @Pattern(regexp = "[a-zA-Z0-9._-]{1,100}", message = "must be 1 to 100 letters, digits, '.', '_' or '-'")
        @Nullable
        String instanceId,

        @Pattern(regexp = "[^|\\s:]+:[0-9]{1,5}", message = "must be host:port") @Nullable
        String advertisedAddress,

        @Min(1) @Max(256) @DefaultValue("1") int concurrency,
        @DefaultValue("classic") GroupProtocol groupProtocol,
        @DefaultValue("true") boolean advanceWhenIdle,
        @Valid @DefaultValue State state,
        @DefaultValue Alerts alerts,
        @Valid @DefaultValue Actions actions,
        @DefaultValue Defaults defaults,
        @Valid @DefaultValue Topics topics,
        @DefaultValue Reload reload,
        @DefaultValue Map<String, StreamProperties> streams,
        @DefaultValue Map<String, TableProperties> tables,
        @DefaultValue Map<String, JoinProperties> joins,
        @DefaultValue Map<String, FeatureProperties> features,
        @DefaultValue Map<String, RuleProperties> rules,
        @DefaultValue Decisions decisions,
        @DefaultValue Map<String, ScorecardProperties> scorecards,
        @DefaultValue Map<String, ListProperties> lists) {

    /**
     * Rules that may change while the service runs.
     *
     * @param file a YAML file with declarations below {@code bellbuoy}, which is read over all other sources and watched;
     *     default: none, rules change with a restart
     * @param every how often the file is looked at
     * @param hold how long a partition waits that comes with newer rules than those of this instance, before it goes back
     *     to these; 0s: not at all
     */
    record Reload(
            @Nullable Path file,
            @DefaultValue("5s") TimeSpan every,
            @DefaultValue("2m") TimeSpan hold) {}

    /**
     * Where and how state is kept.
     *
     * @param directory where the local copy lives; one process at a time
     * @param cacheEntries how many keys a task keeps on the heap
     * @param blockCache memory for blocks read from the local copy, of all tasks
     * @param writeBuffers memory for writes to the local copy, of all tasks
     * @param checkpoint how often the copies of state are brought up to date
     * @param standby how many other instances keep a warm copy of a task's state, to take it over quickly
     */
    record State(
            @NotNull @DefaultValue("./state") Path directory,
            @Min(1) @DefaultValue("200000") int cacheEntries,
            @DefaultValue("64MB") DataSize blockCache,
            @DefaultValue("64MB") DataSize writeBuffers,
            @DefaultValue Checkpoint checkpoint,
            @Min(0) @Max(1) @DefaultValue("0") int standby) {}

    /**
     * How often the copies of state are brought up to date.
     *
     * @param local time between checkpoints of the local copy
     * @param remote time between checkpoints of the copy in Kafka
     * @param remoteLogVolume volume of the state log that makes a checkpoint of the copy in Kafka due earlier
     * @param logMinimumAge age below which the state log is not truncated, so that a returning instance finds its place
     */
    record Checkpoint(
            @DefaultValue("15s") TimeSpan local,
            @DefaultValue("5m") TimeSpan remote,
            @DefaultValue("256MB") DataSize remoteLogVolume,
            @DefaultValue("10m") TimeSpan logMinimumAge) {}

    /**
     * Where alerts go.
     *
     * @param topic the topic of alerts; default: the application id and {@code -alerts}
     */
    record Alerts(@Nullable String topic) {}

    /**
     * Where the decisions of scorecards go.
     *
     * @param topic the topic of decisions; default: the application id and {@code -decisions}
     */
    record Decisions(@Nullable String topic) {}

    /**
     * Where account actions go.
     *
     * @param topic the topic of blocks and releases, compacted by account
     */
    record Actions(
            @NotBlank @DefaultValue("account-actions") String topic) {}

    /**
     * What rules and features do unless they say otherwise.
     *
     * @param evaluate when an event is evaluated
     * @param emit when alerts are emitted
     * @param allowedLateness how long after a window's end late events still count
     */
    record Defaults(
            @DefaultValue("on-arrival") Evaluate evaluate,
            @DefaultValue("early") Emit emit,
            @DefaultValue("0s") TimeSpan allowedLateness) {}

    /**
     * How topics are created.
     *
     * @param create whether missing topics are created at the start; if not, a missing topic stops it
     * @param partitions the number of partitions of created topics; those of state follow the inputs
     * @param replicationFactor the replication factor of created topics; -1: the broker's default
     */
    record Topics(
            @DefaultValue("true") boolean create,
            @Min(1) @Max(10_000) @DefaultValue("4") int partitions,
            @Min(-1) @Max(100) @DefaultValue("-1") int replicationFactor) {}
}
