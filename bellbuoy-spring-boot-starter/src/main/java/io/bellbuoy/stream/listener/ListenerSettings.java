package io.bellbuoy.stream.listener;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How the loop runs.
 *
 * @param applicationId consumer group, and prefix of transactional ids and internal topics
 * @param instanceId a name that this instance keeps over restarts, for static membership; null if it has none
 * @param instance the instance's part of transactional ids: the instance id, or else a random name
 * @param advertisedAddress host and port at which other instances reach this one's REST API; null: none
 * @param topics the input topics, one for each stream
 * @param concurrency the number of consumer threads
 * @param protocol the rebalance protocol
 * @param idleInterval how often timers run when no records come; also how soon a read of state is answered
 * @param firstBackoff the wait after a batch failed once
 * @param longestBackoff the bound of that wait
 * @param standby how many other instances keep a warm copy of a task's state
 * @param pollRecords the most records of a poll, unless the user says otherwise
 */
public record ListenerSettings(
        String applicationId,
        @Nullable String instanceId,
        String instance,
        @Nullable String advertisedAddress,
        List<String> topics,
        int concurrency,
        GroupProtocol protocol,
        Duration idleInterval,
        Duration firstBackoff,
        Duration longestBackoff,
        int standby,
        int pollRecords) {

    /** More would outlive young collections, less would wait for more commits (docs/benchmarks.md). */
    private static final int POLLED_EVENTS = 150_000;

    /** Those of a stage hold up to some dozens of events each. */
    private static final int POLLED_STAGE_RECORDS = 3_000;

    /** The rebalance protocols of Kafka. */
    public enum GroupProtocol {
        CLASSIC,
        CONSUMER
    }

    public ListenerSettings {
        Objects.requireNonNull(protocol, "protocol");
        topics = List.copyOf(topics);
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("There is no input topic. Declare a stream under bellbuoy.streams.");
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "concurrency=" + concurrency + " must be 1 or more (bellbuoy.concurrency).");
        }
    }

    /**
     * The usual settings.
     *
     * @param instanceId null: a random name is made up, and there is no static membership
     */
    public static ListenerSettings of(
            String applicationId,
            @Nullable String instanceId,
            @Nullable String advertisedAddress,
            List<String> topics,
            int concurrency,
            GroupProtocol protocol) {
        String instance = instanceId != null
                ? instanceId
                : HexFormat.of().toHexDigits(RandomGenerator.getDefault().nextInt());
        return new ListenerSettings(
                applicationId,
                instanceId,
                instance,
                advertisedAddress,
                topics,
                concurrency,
                protocol,
                Duration.ofMillis(100),
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                0,
                POLLED_EVENTS);
    }

    /** The same with warm copies of state on other instances. */
    public ListenerSettings withStandby(int copies) {
        return new ListenerSettings(
                applicationId,
                instanceId,
                instance,
                advertisedAddress,
                topics,
                concurrency,
                protocol,
                idleInterval,
                firstBackoff,
                longestBackoff,
                copies,
                pollRecords);
    }

    /** The same for a later stage, which reads one topic as a group of its name. */
    public ListenerSettings ofStage(String topic) {
        return new ListenerSettings(
                topic,
                instanceId,
                instance,
                advertisedAddress,
                List.of(topic),
                concurrency,
                protocol,
                idleInterval,
                firstBackoff,
                longestBackoff,
                standby,
                POLLED_STAGE_RECORDS);
    }

    /** The client id of a consumer thread. */
    String clientId(int thread) {
        return OwnerLookup.clientId(applicationId, instance, advertisedAddress, thread);
    }

    /** The static member id of a consumer thread; null if there is none. */
    @Nullable
    String groupInstanceId(int thread) {
        return instanceId == null ? null : instanceId + "-" + thread;
    }
}
