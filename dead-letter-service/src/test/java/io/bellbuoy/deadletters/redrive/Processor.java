package io.bellbuoy.deadletters.redrive;

import io.bellbuoy.deadletters.testkit.Letters;
import io.bellbuoy.deadletters.testkit.TestBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A service that reads a topic, and sends what it fails on to the dead-letter topic with the headers that it had. */
@SuppressWarnings("try") // closing waits, and a test may be interrupted
public final class Processor implements AutoCloseable {

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer = Letters.producer();
    private final String topic;
    private final String group;
    private final Predicate<String> failsOn;
    private final Thread thread = new Thread(this::run, "processor");

    /**
     * Starts it at the beginning of the topic, or where it was.
     *
     * @param failsOn keys
     */
    public static Processor start(String topic, String group, Predicate<String> failsOn) {
        Processor processor = new Processor(topic, group, failsOn);
        processor.thread.start();
        return processor;
    }

    private Processor(String topic, String group, Predicate<String> failsOn) {
        this.topic = topic;
        this.group = group;
        this.failsOn = failsOn;
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", TestBroker.address(),
                        "group.id", group,
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(List.of(topic));
            while (true) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    if (failsOn.test(key)) {
                        producer.send(Letters.again(topic + "-dlt", record, group, "no account"));
                    }
                }
                producer.flush();
                consumer.commitSync();
            }
        } catch (WakeupException e) {
            // It is closed.
        }
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join();
        producer.close();
    }
}
