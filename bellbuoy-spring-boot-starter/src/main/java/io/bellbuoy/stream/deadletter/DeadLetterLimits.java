package io.bellbuoy.stream.deadletter;

import io.bellbuoy.stream.decode.InputTopic;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How large copies of records may be: the source's largest record and room for our headers.
 *
 * @param bytesByTopic by input topic: the largest dead letter in bytes, headers included
 */
public record DeadLetterLimits(Map<String, Integer> bytesByTopic) {

    /** The room for headers: 64 KiB. */
    public static final int HEADROOM = 64 * 1024;

    public DeadLetterLimits {
        bytesByTopic = Map.copyOf(bytesByTopic);
        if (bytesByTopic.isEmpty()) {
            throw new IllegalArgumentException("At least one input topic is needed.");
        }
    }

    /** The limits for these inputs. */
    public static DeadLetterLimits of(Collection<InputTopic> inputs) {
        return new DeadLetterLimits(inputs.stream()
                .collect(
                        Collectors.toMap(InputTopic::topic, input -> Math.addExact(input.maxRecordBytes(), HEADROOM))));
    }

    /**
     * The limit of an input topic's dead letters, in bytes; the setting {@code max.message.bytes} of their topic.
     *
     * @throws IllegalArgumentException if it is not an input
     */
    public int of(String topic) {
        Integer limit = bytesByTopic.get(topic);
        if (limit == null) {
            throw new IllegalArgumentException(
                    "Topic " + topic + " is not one of the inputs " + bytesByTopic.keySet() + ".");
        }
        return limit;
    }

    /** The largest of all limits, which is that of the topic of late records. */
    public int largest() {
        return bytesByTopic.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }
}
