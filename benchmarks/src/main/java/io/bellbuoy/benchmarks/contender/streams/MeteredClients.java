package io.bellbuoy.benchmarks.contender.streams;

import io.bellbuoy.benchmarks.measure.Meter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/** The usual clients of Kafka Streams, which tell the meter of the first records polled and of each commit. Thread-safe. */
final class MeteredClients implements KafkaClientSupplier {

    private final Meter meter;
    private final String topic;
    /** By partition, so that one that moves to another thread is not counted twice. */
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    MeteredClients(Meter meter, String topic) {
        this.meter = meter;
        this.topic = topic;
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new CommittingProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new PollingConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getRestoreConsumer(config);
    }

    private synchronized void committed(Map<TopicPartition, OffsetAndMetadata> offsets, long at) {
        long records = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> each : offsets.entrySet()) {
            if (each.getKey().topic().equals(topic)) {
                long offset = each.getValue().offset();
                Long before = committed.put(each.getKey(), offset);
                records += offset - (before == null ? 0 : before);
            }
        }
        if (records > 0) {
            meter.done(records, at);
        }
    }

    private final class CommittingProducer extends KafkaProducer<byte[], byte[]> {

        private final Map<TopicPartition, OffsetAndMetadata> pending = new HashMap<>();

        CommittingProducer(Map<String, Object> config) {
            super(properties(config), new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
            super.sendOffsetsToTransaction(offsets, group);
            pending.putAll(offsets);
        }

        @Override
        public void commitTransaction() {
            super.commitTransaction();
            committed(pending, System.nanoTime());
            pending.clear();
        }

        @Override
        public void abortTransaction() {
            pending.clear();
            super.abortTransaction();
        }
    }

    private static Properties properties(Map<String, Object> config) {
        Properties properties = new Properties();
        properties.putAll(config);
        return properties;
    }

    private final class PollingConsumer extends KafkaConsumer<byte[], byte[]> {

        PollingConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            if (!records.isEmpty()) {
                meter.polled(System.nanoTime());
            }
            return records;
        }
    }
}
