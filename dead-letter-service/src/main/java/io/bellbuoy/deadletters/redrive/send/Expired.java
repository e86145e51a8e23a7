package io.bellbuoy.deadletters.redrive.send;

import io.bellbuoy.deadletters.letter.Position;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

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
        if (positions.isEmpty()) {
            return 0;
        }
        Map<TopicPartition, Long> begins =
                Offsets.of(admin, positions.stream().map(Expired::partition).toList(), OffsetSpec.earliest());
        return positions.stream()
                .filter(position -> position.offset() < begins.getOrDefault(partition(position), Long.MAX_VALUE))
                .count();
    }

    private static TopicPartition partition(Position position) {
        return new TopicPartition(position.topic(), position.partition());
    }
}
