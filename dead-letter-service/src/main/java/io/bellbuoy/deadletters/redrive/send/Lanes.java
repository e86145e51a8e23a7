package io.bellbuoy.deadletters.redrive.send;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Opens lanes. Thread-safe. */
public final class Lanes {

    /** The broker's and the topic's limits are to decide, not the client's. */
    private static final int MAX_REQUEST_BYTES = 96 << 20;

    private final Map<String, Object> settings;
    private final Map<String, Object> groupSettings;
    private final Admin admin;
    private final Originals originals;
    private final String prefix;

    /**
     * For a cluster.
     *
     * @param producer settings of the operator; those that the guarantees need are overridden
     * @param consumer settings of the operator, for reading dead letters back
     * @param prefix what consumer groups and transactional ids begin with
     */
    public Lanes(Map<String, Object> producer, Map<String, Object> consumer, Admin admin, String prefix) {
        this.settings = new HashMap<>(producer);
        this.groupSettings = new HashMap<>(consumer);
        this.admin = admin;
        this.originals = new Originals(new DeadLetterTopics(consumer));
        this.prefix = prefix;
        groupSettings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        groupSettings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        groupSettings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        groupSettings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        groupSettings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 30_000);
        // A member of the group by name would be refused: it has none.
        groupSettings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        groupSettings.put(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, 10L);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.remove(ProducerConfig.RETRIES_CONFIG);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2L * MAX_REQUEST_BYTES);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 << 10);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 60_000);
    }

    /**
     * Opens the lane of a job, and waits until no transaction of the job is open.
     *
     * @param name the job's own, that no other job of any database has
     * @param witness the topic under which the number of the committed batch is kept
     * @throws Rejected if the service is not authorized
     * @throws org.apache.kafka.common.KafkaException if the broker cannot be reached
     */
    public Lane open(String name, String witness) {
        String id = prefix + "-" + name;
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        own.put(ProducerConfig.CLIENT_ID_CONFIG, id);
        Producer<byte @Nullable [], byte @Nullable []> producer = new KafkaProducer<>(own);
        try {
            producer.initTransactions();
            return new Lane(producer, group(id), admin, originals, witness);
        } catch (RuntimeException e) {
            producer.close(Duration.ZERO);
            throw e instanceof AuthorizationException ? Faults.ofBatch(e) : e;
        }
    }

    private Consumer<byte[], byte[]> group(String id) {
        Map<String, Object> own = new HashMap<>(groupSettings);
        own.put(ConsumerConfig.GROUP_ID_CONFIG, id);
        own.put(ConsumerConfig.CLIENT_ID_CONFIG, id);
        return new KafkaConsumer<>(own);
    }
}
