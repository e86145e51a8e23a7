package io.bellbuoy.stream.commit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ProducerFactory;

/**
 * Opens the transactional producer of a consumer thread. Initialising it fences the producer before it of the same
 * instance and thread, and ends its transaction one way or the other. Thread-safe.
 */
public final class TransactionalProducers {

    /** How much larger than a record's usual limit a request may be: dead letters carry their original and headers. */
    private static final int MAX_REQUEST_BYTES = 16 << 20;

    private final Map<String, Object> connection;
    private final String prefix;
    private final List<ProducerFactory.Listener<byte @Nullable [], byte @Nullable []>> listeners;

    /**
     * @param connection bootstrap servers, security and other settings of the user; those that the protocol needs are
     *     overridden
     * @param application the application id
     * @param instance a name of this instance; stable if it comes back as the same after a restart
     * @param listeners told of each producer that is opened
     */
    public TransactionalProducers(
            Map<String, Object> connection,
            String application,
            String instance,
            List<ProducerFactory.Listener<byte @Nullable [], byte @Nullable []>> listeners) {
        this.connection = Map.copyOf(connection);
        this.prefix = application + "-" + instance + "-";
        this.listeners = List.copyOf(listeners);
    }

    /**
     * Opens a producer and waits until no transaction of its transactional id is open.
     *
     * @param thread the index of the consumer thread
     * @throws org.apache.kafka.common.KafkaException if the broker cannot be reached or refuses
     */
    public TransactionalBatch open(int thread) {
        String id = prefix + thread;
        Producer<byte @Nullable [], byte @Nullable []> producer =
                new KafkaProducer<>(settings(id), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
        listeners.forEach(listener -> listener.producerAdded(id, producer));
        return new TransactionalBatch(
                producer, () -> listeners.forEach(listener -> listener.producerRemoved(id, producer)));
    }

    /** The settings of a producer. */
    Map<String, Object> settings(String transactionalId) {
        Map<String, Object> settings = new HashMap<>();
        // The commit sends what waits; before that, a request for every few records would only cost.
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1_000);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20);
        // Not lz4: its native library is not loaded from an executable jar, and the Java one costs twice as much.
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        settings.put(ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG, 1);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        settings.putAll(connection);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
        settings.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        settings.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.remove(ProducerConfig.RETRIES_CONFIG);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        // Transactions back to back wait on this; its default of 100 shows in the latency.
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 2L);
        settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 100L);
        return settings;
    }
}
