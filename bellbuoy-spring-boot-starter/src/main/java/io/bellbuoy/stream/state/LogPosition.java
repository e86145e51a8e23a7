package io.bellbuoy.stream.state;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * A place in a task's state log and what was true there.
 *
 * @param offset the next offset of the log to replay
 * @param inputs the next offset of each input partition of the task
 * @param watermark the watermark in the engine's own form; not copied, so not to be changed
 * @param planVersion the version of the rule set that wrote the log here; empty if nothing was written
 */
public record LogPosition(long offset, Map<TopicPartition, Long> inputs, byte[] watermark, String planVersion) {

    public LogPosition {
        inputs = Map.copyOf(inputs);
        if (offset < 0) {
            throw new IllegalArgumentException("offset must not be negative, found " + offset + ".");
        }
    }

    /** The start of an empty log. */
    static LogPosition start() {
        return new LogPosition(0, Map.of(), new byte[0], "");
    }

    LogPosition at(long otherOffset) {
        return new LogPosition(otherOffset, inputs, watermark, planVersion);
    }
}
