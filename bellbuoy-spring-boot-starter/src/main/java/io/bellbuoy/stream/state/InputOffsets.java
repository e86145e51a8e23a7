package io.bellbuoy.stream.state;

import io.bellbuoy.engine.state.StateInput;
import io.bellbuoy.engine.state.StateOutput;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The binary form of input offsets, sorted so that equal offsets are equal bytes. */
final class InputOffsets {

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private InputOffsets() {}

    static void write(Map<TopicPartition, Long> offsets, StateOutput out) {
        List<TopicPartition> sorted = offsets.keySet().stream().sorted(ORDER).toList();
        out.writeUnsigned(sorted.size());
        for (TopicPartition partition : sorted) {
            out.writeText(partition.topic());
            out.writeUnsigned(partition.partition());
            out.writeUnsigned(offsets.get(partition));
        }
    }

    static Map<TopicPartition, Long> read(StateInput in) {
        int count = in.readSize();
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (int i = 0; i < count; i++) {
            TopicPartition partition = new TopicPartition(in.readText(), (int) in.readUnsigned());
            offsets.put(partition, in.readUnsigned());
        }
        return offsets;
    }
}
