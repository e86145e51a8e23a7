package io.bellbuoy.stream.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

class TransactionalBatchTests {

    private static final EmbeddedKafkaBroker BROKER = new EmbeddedKafkaKraftBroker(1, 1)
            .brokerProperties(Map.of(
                    "transaction.state.log.replication.factor", "1",
                    "transaction.state.log.min.isr", "1",
                    "group.initial.rebalance.delay.ms", "0"));

    @BeforeAll
    static void startBroker() {
        BROKER.afterPropertiesSet();
    }

    @AfterAll
    static void stopBroker() {
        BROKER.destroy();
    }

    @Test
    void committedIsVisibleAndAbortedIsNot() throws Exception {
        String topic = topic("visible");
        try (TransactionalBatch batch = producers("visible").open(0)) {
            batch.begin();
            batch.send(record(topic, "one"));
            assertThat(batch.commit()).isInstanceOf(Outcome.Committed.class);
            batch.begin();
            batch.send(record(topic, "two"));
            assertThat(batch.abort(new IllegalStateException("a rule of the test")))
                    .isInstanceOf(Outcome.Aborted.class);
            batch.begin();
            batch.send(record(topic, "three"));
            assertThat(batch.commit()).isInstanceOf(Outcome.Committed.class);
        }
        assertThat(read(topic)).containsExactly("one", "three");
    }

    @Test
    void emptyTransactionCostsNothing() {
        try (TransactionalBatch batch = producers("empty").open(0)) {
            batch.begin();
            assertThat(batch.commit()).isInstanceOf(Outcome.Committed.class);
            batch.begin();
            assertThat(batch.abort(new IllegalStateException("a rule of the test")))
                    .isInstanceOf(Outcome.Aborted.class);
        }
    }

    @Test
    void failedSendAbortsAtTheCommitAndTheNextTransactionIsFresh() throws Exception {
        String topic = topic("too-large");
        try (TransactionalBatch batch = producers("too-large").open(0)) {
            batch.begin();
            batch.send(record(topic, "one"));
            byte[] large = new byte[2 << 20];
            // The limit is one of the compressed size.
            new Random(1).nextBytes(large);
            batch.send(new ProducerRecord<>(topic, large));
            assertThat(batch.commit())
                    .isInstanceOfSatisfying(Outcome.Aborted.class, aborted -> assertThat(aborted.cause())
                            .isInstanceOf(RecordTooLargeException.class));
            batch.begin();
            assertThat(batch.failure()).isNull();
            batch.send(record(topic, "two"));
            assertThat(batch.commit()).isInstanceOf(Outcome.Committed.class);
        }
        assertThat(read(topic)).containsExactly("two");
    }

    @Test
    void generationBelowZeroNeverCommits() throws Exception {
        String topic = topic("no-member");
        try (TransactionalBatch batch = producers("no-member").open(0)) {
            batch.begin();
            batch.send(record(topic, "one"));
            // The broker itself accepts this from a producer that is no member of the group.
            batch.offsets(
                    Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(1)),
                    new ConsumerGroupMetadata("no-member"));
            assertThat(batch.commit())
                    .isInstanceOfSatisfying(Outcome.Aborted.class, aborted -> assertThat(aborted.cause())
                            .hasMessageContaining("no-member"));
        }
        assertThat(read(topic)).isEmpty();
    }

    @Test
    void memberThatLostItsPartitionsIsRefusedByItsOffsetsAndByNothingElse() throws Exception {
        String topic = topic("zombie");
        ConsumerGroupMetadata old;
        try (KafkaConsumer<String, byte[]> consumer = member(topic)) {
            old = consumer.groupMetadata();
        }
        try (KafkaConsumer<String, byte[]> next = member(topic);
                TransactionalBatch zombie = producers("zombie").open(0)) {
            assertThat(next.groupMetadata().generationId()).isNotEqualTo(old.generationId());
            zombie.begin();
            zombie.send(record(topic, "with offsets"));
            zombie.offsets(Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(1)), old);
            assertThat(zombie.commit())
                    .isInstanceOfSatisfying(Outcome.Aborted.class, aborted -> assertThat(aborted.cause())
                            .isInstanceOf(CommitFailedException.class));
            zombie.begin();
            zombie.send(record(topic, "without offsets"));
            assertThat(zombie.commit()).isInstanceOf(Outcome.Committed.class);
        }
        // Why no transaction may leave its offsets out: nothing else stops a zombie.
        assertThat(read(topic)).containsExactly("without offsets");
    }

    private static KafkaConsumer<String, byte[]> member(String topic) {
        KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", BROKER.getBrokersAsString(), "group.id", "zombies"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
        for (int polls = 0; consumer.assignment().isEmpty() && polls < 100; polls++) {
            consumer.poll(Duration.ofMillis(100));
        }
        return consumer;
    }

    @Test
    void producerOfTheSameNameFencesTheOneBeforeWhoseOutcomeIsThenUnknown() throws Exception {
        String topic = topic("fenced");
        TransactionalProducers producers = producers("fenced");
        try (TransactionalBatch first = producers.open(0)) {
            first.begin();
            first.send(record(topic, "left open"));
            try (TransactionalBatch second = producers.open(0)) {
                assertThat(first.commit())
                        .isInstanceOfSatisfying(Outcome.Unknown.class, unknown -> assertThat(unknown.isFenced())
                                .isTrue());
                second.begin();
                second.send(record(topic, "of the second"));
                assertThat(second.commit()).isInstanceOf(Outcome.Committed.class);
            }
        }
        assertThat(read(topic)).containsExactly("of the second");
    }

    @Test
    void settingsThatTheProtocolNeedsWinAndOthersAreTheUsers() {
        TransactionalProducers producers = new TransactionalProducers(
                Map.of("bootstrap.servers", "b:1", "acks", "1", "linger.ms", 50, "transaction.timeout.ms", 600_000),
                "app",
                "pod-0",
                List.of());
        assertThat(producers.settings("app-pod-0-1"))
                .containsEntry("acks", "all")
                .containsEntry("transactional.id", "app-pod-0-1")
                .containsEntry("transaction.timeout.ms", 10_000)
                .containsEntry("linger.ms", 50)
                .containsEntry("bootstrap.servers", "b:1");
    }

    private static TransactionalProducers producers(String application) {
        return new TransactionalProducers(
                Map.of("bootstrap.servers", BROKER.getBrokersAsString()), application, "test", List.of());
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String value) {
        return new ProducerRecord<>(topic, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String topic(String name) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", BROKER.getBrokersAsString()))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.of((short) 1))))
                    .all()
                    .get();
        }
        return name;
    }

    private static List<String> read(String topic) {
        List<String> values = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", BROKER.getBrokersAsString(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(50)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
