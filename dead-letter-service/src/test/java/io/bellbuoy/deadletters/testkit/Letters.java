package io.bellbuoy.deadletters.testkit;

import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.events.deadletter.Failure;
import io.bellbuoy.events.deadletter.FailureClass;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Dead letters as their writers write them, and a producer for them. */
public final class Letters {

    private Letters() {}

    public static KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", TestBroker.address(),
                        "linger.ms", "5",
                        // The first batches to a topic that was just made may be refused: they must not change places.
                        "max.in.flight.requests.per.connection", "1",
                        "max.request.size", "12000000",
                        "buffer.memory", "67108864"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public static KafkaProducer<byte[], byte[]> transactional(String id) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", TestBroker.address(), "transactional.id", id),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static ProducerRecord<byte[], byte[]> plain(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        return new ProducerRecord<>(topic, key, value);
    }

    /** One of ours. */
    public static ProducerRecord<byte[], byte[]> ours(
            String topic, String key, String origin, long offset, String message) {
        Failure failure = new Failure(FailureClass.INVALID, "decode", null, message, null);
        var record = plain(topic, bytes(key), bytes("{\"id\":\"" + key + "\"}"));
        origin(record, "kafka_dlt-", origin, 0, offset, "fraud-detection");
        record.headers().add(DeadLetterHeaders.EXCEPTION_MESSAGE, bytes(message));
        record.headers().add(DeadLetterHeaders.FAILURE, bytes(failure.kind().name()));
        record.headers().add(DeadLetterHeaders.FINGERPRINT, bytes(failure.fingerprint()));
        record.headers().add(DeadLetterHeaders.STAGE, bytes("decode"));
        return record;
    }

    /** One of spring-kafka's error handler. */
    public static ProducerRecord<byte[], byte[]> springs(
            String topic, String key, String origin, long offset, String group, String message) {
        var record = plain(topic, bytes(key), bytes("{\"id\":\"" + key + "\"}"));
        origin(record, "kafka_dlt-", origin, 0, offset, group);
        record.headers()
                .add(
                        "kafka_dlt-exception-fqcn",
                        bytes("org.springframework.kafka.listener.ListenerExecutionFailedException"));
        record.headers().add("kafka_dlt-exception-cause-fqcn", bytes("java.lang.IllegalStateException"));
        record.headers().add("kafka_dlt-exception-message", bytes("Listener failed; " + message));
        record.headers().add("kafka_dlt-exception-stacktrace", bytes("""
                                org.springframework.kafka.listener.ListenerExecutionFailedException: Listener failed
                                \tat org.springframework.kafka.listener.KafkaMessageListenerContainer.run(KafkaMessageListenerContainer.java:2)
                                Caused by: java.lang.IllegalStateException: %s
                                \tat java.base/java.util.Optional.orElseThrow(Optional.java:403)
                                \tat com.acme.Payments.book(Payments.java:%d)
                                """.formatted(message, offset % 500)));
        return record;
    }

    /** A record as spring-kafka's error handler sends it on: with the headers that it had. */
    public static ProducerRecord<byte[], byte[]> again(
            String topic, ConsumerRecord<byte[], byte[]> failed, String group, String message) {
        var record = plain(topic, failed.key(), failed.value());
        failed.headers().forEach(record.headers()::add);
        origin(record, "kafka_dlt-", failed.topic(), failed.partition(), failed.offset(), group);
        record.headers().add("kafka_dlt-exception-fqcn", bytes("java.lang.IllegalStateException"));
        record.headers().add("kafka_dlt-exception-message", bytes(message));
        return record;
    }

    /** One of a sink connector. */
    public static ProducerRecord<byte[], byte[]> connects(
            String topic, String key, String origin, long offset, String message) {
        var record = plain(topic, bytes(key), bytes("{\"id\":\"" + key + "\"}"));
        record.headers()
                .add("__connect.errors.topic", bytes(origin))
                .add("__connect.errors.partition", bytes("0"))
                .add("__connect.errors.offset", bytes(Long.toString(offset)))
                .add("__connect.errors.connector.name", bytes("warehouse"))
                .add("__connect.errors.task.id", bytes("0"))
                .add("__connect.errors.stage", bytes("VALUE_CONVERTER"))
                .add("__connect.errors.class.name", bytes("org.apache.kafka.connect.json.JsonConverter"))
                .add("__connect.errors.exception.class.name", bytes("org.apache.kafka.connect.errors.DataException"))
                .add("__connect.errors.exception.message", bytes(message));
        return record;
    }

    private static void origin(
            ProducerRecord<byte[], byte[]> record,
            String prefix,
            String topic,
            int partition,
            long offset,
            String group) {
        record.headers()
                .add(prefix + "original-topic", bytes(topic))
                .add(prefix + "original-partition", DeadLetterHeaders.int32(partition))
                .add(prefix + "original-offset", DeadLetterHeaders.int64(offset))
                .add(prefix + "original-timestamp", DeadLetterHeaders.int64(1_700_000_000_000L))
                .add(prefix + "original-timestamp-type", bytes("CreateTime"))
                .add("kafka_dlt-original-consumer-group", bytes(group));
    }
}
