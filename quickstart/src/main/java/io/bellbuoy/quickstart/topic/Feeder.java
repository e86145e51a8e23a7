package io.bellbuoy.quickstart.topic;

import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.quickstart.console.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends events whose record timestamp is their own time, and the watermark records that end a replayed file. The producer is
 * idempotent: nothing is lost or doubled by a retry. A record that is refused shows at the next call or at {@link #flush()}.
 */
public final class Feeder implements AutoCloseable {

    private static final int MAX_REQUEST_BYTES = 8 * 1024 * 1024;
    private static final int BATCH_BYTES = 128 * 1024;

    private final KafkaProducer<byte[], byte @Nullable []> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    private Feeder(KafkaProducer<byte[], byte @Nullable []> producer) {
        this.producer = producer;
    }

    /** Opens a feeder to a broker. */
    public static Feeder open(String bootstrapServers) {
        return new Feeder(new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "bellbuoy-feeder",
                        // A topic that was made just now may refuse the first request and take the second, and then the
                        // broker holds what follows for out of order: one at a time.
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        1,
                        ProducerConfig.LINGER_MS_CONFIG,
                        1,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        BATCH_BYTES,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        MAX_REQUEST_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
    }

    /** Sends an event; the partition follows from the key as with any Kafka producer. */
    public void send(String topic, String key, byte[] value, Instant timestamp) {
        send(new ProducerRecord<>(topic, null, timestamp.toEpochMilli(), key.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Sends a watermark record to every partition of a topic: no event before that time is to come. */
    public void sendWatermarks(String topic, Instant watermark) {
        byte[] text = DeadLetterHeaders.text(watermark.toEpochMilli());
        List<Header> headers = List.of(new RecordHeader(DeadLetterHeaders.WATERMARK, text));
        producer.partitionsFor(topic)
                .forEach(partition -> send(new ProducerRecord<>(
                        topic, partition.partition(), watermark.toEpochMilli(), null, null, headers)));
    }

    private void send(ProducerRecord<byte[], byte @Nullable []> record) {
        throwFailure();
        producer.send(record, (sent, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
    }

    /** Waits until everything sent so far is acknowledged. */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    private void throwFailure() {
        Exception error = failure.get();
        if (error != null) {
            throw new Problem("The broker did not take a record: " + error.getMessage(), error);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
