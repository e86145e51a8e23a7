package io.bellbuoy.deadletters.redrive.send;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Offsets as the broker tells them. */
public final class Offsets {

    private Offsets() {}

    /**
     * The offsets of some partitions; without those of partitions that are gone, or that the service may not ask about.
     *
     * @throws KafkaException if the broker does not say
     */
    public static Map<TopicPartition, Long> of(Admin admin, Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().distinct().collect(Collectors.toMap(Function.identity(), partition -> spec));
        var answers = admin.listOffsets(asked);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : asked.keySet()) {
            try {
                offsets.put(
                        partition,
                        Answers.of(answers.partitionResult(partition)).offset());
            } catch (AuthorizationException | UnknownTopicOrPartitionException e) {
                // The caller learns of it by what is not there.
            }
        }
        return offsets;
    }

    /**
     * What a consumer group has committed, by partition.
     *
     * @throws KafkaException if the broker does not say
     */
    public static Map<TopicPartition, Long> committed(Future<Map<TopicPartition, @Nullable OffsetAndMetadata>> asked) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        Answers.of(asked).forEach((partition, offset) -> {
            if (offset != null) {
                committed.put(partition, offset.offset());
            }
        });
        return committed;
    }
}
