package io.bellbuoy.stream.deadletter;

import io.bellbuoy.engine.rule.ListSpec;
import io.bellbuoy.stream.decode.InputTopic;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How large copies of records may be: the source's largest record and room for our headers.
 *
 * @param bytesByTopic by input topic: the largest dead letter in bytes, headers included
 */
public record DeadLetterLimits(Map<String, Integer> bytesByTopic) {

    /** The room for headers: 64 KiB. */
    public static final int HEADROOM = 64 * 1024;

    /** Kafka's default for the largest record: entries of lists are far smaller. */
    private static final int LARGEST_ENTRY = 1 << 20;

    public DeadLetterLimits {
        bytesByTopic = Map.copyOf(bytesByTopic);
        if (bytesByTopic.isEmpty()) {
            throw new IllegalArgumentException("At least one input topic is needed.");
        }
    }

    /** The limits for these inputs. */
    public static DeadLetterLimits of(Collection<InputTopic> inputs) {
        return of(inputs, List.of());
    }

    /** The limits for these inputs, and for the topics of these lists. */
    public static DeadLetterLimits of(Collection<InputTopic> inputs, Collection<ListSpec> lists) {
        Map<String, Integer> limits = new HashMap<>();
        inputs.forEach(input -> limits.put(input.topic(), Math.addExact(input.maxRecordBytes(), HEADROOM)));
        for (ListSpec list : lists) {
            if (list.topic() != null) {
                limits.put(list.topic(), LARGEST_ENTRY + HEADROOM);
            }
        }
        return new DeadLetterLimits(limits);
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
