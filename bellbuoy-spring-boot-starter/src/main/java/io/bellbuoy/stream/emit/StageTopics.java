package io.bellbuoy.stream.emit;

import io.bellbuoy.stream.deadletter.DeadLetterLimits;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** The topics between the stages of a rule set. */
public final class StageTopics {

    /** What a producer may send at once, less what a batch adds. */
    private static final int LARGEST = (16 << 20) - 4096;

    /** Nothing expires: what was read is deleted. */
    public static final Map<String, String> DURABLE = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            "-1",
            TopicConfig.RETENTION_BYTES_CONFIG,
            "-1");

    private StageTopics() {}

    /** The largest record: an event's source record and, once more, its fields. */
    public static int recordBytes(DeadLetterLimits sources) {
        return (int) Math.min(LARGEST, 2L * sources.largest());
    }

    /**
     * The topic that a stage reads; also the group of its consumers and the prefix of its own internal topics.
     *
     * @param stage from 1
     */
    public static String name(String application, int stage) {
        return application + "-stage-" + stage;
    }
}
