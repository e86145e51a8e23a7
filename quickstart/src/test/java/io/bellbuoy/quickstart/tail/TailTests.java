package io.bellbuoy.quickstart.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.quickstart.broker.LocalBroker;
import io.bellbuoy.quickstart.broker.TestBroker;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.console.TestConsole;
import io.bellbuoy.quickstart.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTests {

    @TempDir
    private static Path directory;

    private static LocalBroker broker;

    private final TestConsole console = new TestConsole();

    @BeforeAll
    static void start() {
        broker = TestBroker.start(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void whatAnAbortedTransactionWroteIsNeverShown() {
        create("committed");
        try (KafkaProducer<String, String> producer = producer("aborts")) {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("committed", "k", "\"aborted\""));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("committed", "k", "\"committed\""));
            producer.commitTransaction();
        }

        assertThat(tail("committed", 1L).run(() -> false)).isEqualTo(1);
        assertThat(console.lines()).singleElement().asString().endsWith("\"committed\"");
    }

    @Test
    void followsWhatComesUntilItIsToldToStop() {
        create("followed");
        send("followed", "\"before\"");
        // A commit returns before its end is in the topic: until then the record is still to come.
        assertThat(shown("followed", 1)).isEqualTo(1);
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Long> printed = CompletableFuture.supplyAsync(() -> new Tail(
                        new TailSettings(broker.bootstrapServers(), "followed", false, false, null), console.console())
                .run(stop::get));

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            send("followed", "\"after\"");
            assertThat(console.lines()).isNotEmpty();
        });
        stop.set(true);

        assertThat(printed.join()).isPositive();
        assertThat(console.lines()).allMatch(line -> line.endsWith("\"after\""));
    }

    @Test
    void unknownTopicIsAProblemThatNamesTheTopicsThereAre() {
        create("known");

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> tail("unknown", null).run(() -> false))
                .withMessageContaining("Topic 'unknown' does not exist")
                .withMessageContaining("known");
    }

    @Test
    void brokerThatDoesNotAnswerIsAProblemThatSaysWhatToDo() {
        TailSettings nobody = new TailSettings("127.0.0.1:1", "any", false, false, null);

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> new Tail(nobody, console.console()).run(() -> false))
                .withMessageContaining("No Kafka broker answers at 127.0.0.1:1")
                .withMessageContaining("./bellbuoy demo");
    }

    private Tail tail(String topic, @Nullable Long limit) {
        return new Tail(new TailSettings(broker.bootstrapServers(), topic, true, false, limit), console.console());
    }

    /** Waits for so many records. */
    private static long shown(String topic, long records) {
        return new Tail(
                        new TailSettings(broker.bootstrapServers(), topic, true, false, records),
                        new TestConsole().console())
                .run(() -> false);
    }

    private static void create(String topic) {
        try (Topics topics = Topics.open(broker.bootstrapServers())) {
            topics.createMissing(topic, 2);
        }
    }

    private static void send(String topic, String value) {
        try (KafkaProducer<String, String> producer = producer("sends")) {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "k", value));
            producer.commitTransaction();
        }
    }

    private static KafkaProducer<String, String> producer(String transactionalId) {
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        transactionalId),
                new StringSerializer(),
                new StringSerializer());
        producer.initTransactions();
        return producer;
    }
}
