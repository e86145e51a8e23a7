package io.bellbuoy.stream.state;

import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the Kafka clients that state needs beside the batch's own. Thread-safe. */
public final class StateClients implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int WRITE_TIMEOUT_MS = 10_000;
    private static final int FETCH_BYTES = 16 << 20;
    /** A fetch beyond the end, while a transaction is awaited or the consumer closes, holds the restore up this long. */
    private static final int FETCH_WAIT_MS = 50;

    private static final int FOLLOW_WAIT_MS = 500;

    private final Map<String, Object> common;
    private final Admin admin;

    /** @param common properties of every client: bootstrap servers and security */
    public StateClients(Map<String, Object> common) {
        this.common = Map.copyOf(common);
        admin = Admin.create(new HashMap<>(common));
    }

    /** A consumer without group that reads committed records and never moves by itself. */
    Consumer<byte[], byte[]> newConsumer() {
        return newConsumer(FETCH_WAIT_MS);
    }

    /** Likewise, for following a log: it is not in a hurry. */
    Consumer<byte[], byte[]> newFollower() {
        return newConsumer(FOLLOW_WAIT_MS);
    }

    private Consumer<byte[], byte[]> newConsumer(int fetchWaitMillis) {
        Map<String, Object> config = new HashMap<>(common);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100_000);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, fetchWaitMillis);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** A producer that is not initialised yet. */
    Producer<byte[], byte[]> newProducer(String transactionalId) {
        Map<String, Object> config = new HashMap<>(common);
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 2 * WRITE_TIMEOUT_MS);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, WRITE_TIMEOUT_MS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, WRITE_TIMEOUT_MS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, WRITE_TIMEOUT_MS / 2);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.put(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, 1);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Admin admin() {
        return admin;
    }

    /** The id of a topic, which a topic of the same name made later does not have. */
    Uuid topicId(String topic) throws InterruptedException {
        return await(admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
                .topicId();
    }

    /** The bounds of a partition, transactions that are still open included. */
    LogBounds bounds(TopicPartition partition) throws InterruptedException {
        KafkaFuture<ListOffsetsResultInfo> start = offset(partition, OffsetSpec.earliest(), READ_UNCOMMITTED);
        KafkaFuture<ListOffsetsResultInfo> end = offset(partition, OffsetSpec.latest(), READ_UNCOMMITTED);
        return new LogBounds(await(start).offset(), await(end).offset());
    }

    /** The offset below which no transaction is open. */
    long stableEnd(TopicPartition partition) throws InterruptedException {
        return await(offset(partition, OffsetSpec.latest(), READ_COMMITTED)).offset();
    }

    private KafkaFuture<ListOffsetsResultInfo> offset(
            TopicPartition partition, OffsetSpec which, IsolationLevel isolation) {
        return admin.listOffsets(Map.of(partition, which), new ListOffsetsOptions(isolation))
                .partitionResult(partition);
    }

    /** Deletes what is below an offset; the result is the new start. */
    KafkaFuture<Long> truncate(TopicPartition partition, long below) {
        return admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(below)))
                .lowWatermarks()
                .get(partition)
                .thenApply(deleted -> deleted.lowWatermark());
    }

    static <T> T await(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new KafkaException(failed.getCause());
        } catch (TimeoutException late) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "The broker did not answer within " + ANSWER + ".", late);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
