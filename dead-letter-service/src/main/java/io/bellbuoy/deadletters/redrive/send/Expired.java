package io.bellbuoy.deadletters.redrive.send;

import io.bellbuoy.deadletters.letter.Position;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks which dead letters are no longer in their topics. Thread-safe. */
public final class Expired {

    private final Admin admin;

    public Expired(Admin admin) {
        this.admin = admin;
    }

    /**
     * How many of these are gone. One whose offset another record has since, in a topic that was made anew, counts as there.
     *
     * @throws KafkaException if the broker does not say
     */
    public long count(Collection<Position> positions) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        positions.forEach(position -> asked.put(partition(position), OffsetSpec.earliest()));
        if (asked.isEmpty()) {
            return 0;
        }
        var answers = admin.listOffsets(asked);
        Map<TopicPartition, Long> begins = new HashMap<>();
        for (TopicPartition partition : asked.keySet()) {
            try {
                begins.put(
                        partition,
                        Answers.of(answers.partitionResult(partition)).offset());
            } catch (UnknownTopicOrPartitionException | AuthorizationException e) {
                begins.put(partition, Long.MAX_VALUE);
            }
        }
        return positions.stream()
                .filter(position -> position.offset() < begins.get(partition(position)))
                .count();
    }

    private static TopicPartition partition(Position position) {
        return new TopicPartition(position.topic(), position.partition());
    }
}
