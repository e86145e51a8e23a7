package io.bellbuoy.quickstart.cli;

import com.sun.net.httpserver.HttpServer;
import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.alert.AlertStatus;
import io.bellbuoy.events.alert.Severity;
import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.events.event.Transaction;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.events.json.EventFormatException;
import io.bellbuoy.quickstart.topic.Topics;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** In the place of the fraud detection service: same arguments, health, topics and group, but one rule, amount above 500. */
final class StandInService {

    private static final BigDecimal BOUND = new BigDecimal(500);

    private final EventCodec codec = new EventCodec();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;

    private StandInService(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "fraud-detection",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "stand-in"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = Arrays.stream(arguments)
                .collect(Collectors.toMap(a -> a.substring(0, a.indexOf('=')), a -> a.substring(a.indexOf('=') + 1)));
        String bootstrapServers = options.get("--spring.kafka.bootstrap-servers");
        try (Topics topics = Topics.open(bootstrapServers)) {
            List.of("fraud-alerts", "account-actions", "transactions-dlt").forEach(t -> topics.createMissing(t, 2));
        }
        HttpServer http = HttpServer.create(
                new InetSocketAddress("127.0.0.1", Integer.parseInt(options.get("--server.port"))), 0);
        http.createContext("/actuator/health/readiness", exchange -> {
            byte[] up = "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, up.length);
            exchange.getResponseBody().write(up);
            exchange.close();
        });
        http.start();
        new StandInService(bootstrapServers).run();
    }

    private void run() {
        producer.initTransactions();
        consumer.subscribe(List.of("transactions", "account-verifications"));
        while (!Thread.currentThread().isInterrupted()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(100));
            if (records.isEmpty()) {
                continue;
            }
            producer.beginTransaction();
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            records.forEach(record -> {
                handle(record);
                offsets.put(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset() + 1));
            });
            producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
            producer.commitTransaction();
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record) {
        if (!record.topic().equals("transactions") || record.value() == null) {
            return;
        }
        try {
            Transaction transaction = codec.read(record.value(), Transaction.class);
            if (transaction.amount().compareTo(BOUND) > 0) {
                producer.send(new ProducerRecord<>("fraud-alerts", record.key(), codec.write(alert(transaction))));
            }
        } catch (EventFormatException undecodable) {
            ProducerRecord<byte[], byte[]> dead =
                    new ProducerRecord<>("transactions-dlt", record.key(), record.value());
            dead.headers().add(DeadLetterHeaders.FAILURE, DeadLetterHeaders.text("UNDECODABLE"));
            producer.send(dead);
        }
    }

    private static Alert alert(Transaction transaction) {
        return new Alert(
                UUID.nameUUIDFromBytes(transaction.transactionId().getBytes(StandardCharsets.UTF_8)),
                1,
                AlertStatus.FIRING,
                "fraud-detection",
                "high-value",
                "v1",
                Severity.HIGH,
                transaction.amount() + " at once",
                Map.of("accountId", transaction.accountId()),
                null,
                transaction.transactionId(),
                transaction.timestamp(),
                Map.of(),
                "amount > 500",
                null,
                null);
    }
}
