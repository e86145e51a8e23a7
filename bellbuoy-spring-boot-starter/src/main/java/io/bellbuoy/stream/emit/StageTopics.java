package io.bellbuoy.stream.emit;

import io.bellbuoy.engine.pipeline.StageRecord;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** The topics between the stages of a rule set. */
public final class StageTopics {

    /** What a topic takes: the largest record, and what a batch adds to it. It depends on no input, since these may change. */
    public static final int MESSAGE_BYTES = StageRecord.MAX_BYTES + 256;

    /** Nothing expires: what was read is deleted. */
    public static final Map<String, String> DURABLE = Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            "-1",
            TopicConfig.RETENTION_BYTES_CONFIG,
            "-1");

    private StageTopics() {}

    /**
     * The topic that a stage reads; also the group of its consumers and the prefix of its own internal topics.
     *
     * @param stage from 1
     */
    public static String name(String application, int stage) {
        return application + "-stage-" + stage;
    }
}
