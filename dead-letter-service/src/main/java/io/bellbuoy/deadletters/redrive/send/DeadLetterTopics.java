package io.bellbuoy.deadletters.redrive.send;

import io.bellbuoy.deadletters.letter.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads dead letters where they lie. Thread-safe: each reading has a consumer of its own, since it is rare. */
final class DeadLetterTopics {

    private static final Duration WAIT = Duration.ofMillis(500);
    private static final int POLLS = 20;

    private final Map<String, Object> settings;

    DeadLetterTopics(Map<String, Object> consumer) {
        settings = new HashMap<>(consumer);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    }

    /**
     * The record at a position.
     *
     * @return null if there is none, or another one
     * @throws org.apache.kafka.common.KafkaException if the broker does not say
     */
    @Nullable
    ConsumerRecord<byte[], byte[]> read(Position position) {
        TopicPartition partition = new TopicPartition(position.topic(), position.partition());
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings)) {
            if (consumer.partitionsFor(position.topic()).size() <= position.partition()) {
                return null;
            }
            long begin = consumer.beginningOffsets(List.of(partition)).get(partition);
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            if (position.offset() < begin || position.offset() >= end) {
                return null;
            }
            consumer.assign(List.of(partition));
            consumer.seek(partition, position.offset());
            for (int i = 0; i < POLLS && consumer.position(partition) <= position.offset(); i++) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
                    return isIt(record, position) ? record : null;
                }
            }
            return null;
        }
    }

    private static boolean isIt(ConsumerRecord<?, ?> record, Position position) {
        // The stored timestamp is within what PostgreSQL can keep.
        boolean sameTime = record.timestamp() == position.timestamp() || record.timestamp() < 0;
        return record.offset() == position.offset() && sameTime;
    }
}
