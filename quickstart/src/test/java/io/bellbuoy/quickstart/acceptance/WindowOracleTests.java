package io.bellbuoy.quickstart.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellbuoy.quickstart.acceptance.WindowOracle.Payment;
import io.bellbuoy.quickstart.broker.LocalBroker;
import io.bellbuoy.quickstart.broker.TestBroker;
import io.bellbuoy.quickstart.topic.CommittedReader;
import io.bellbuoy.quickstart.topic.Feeder;
import io.bellbuoy.quickstart.topic.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real input through a broker and the service: 565,322 card payments, and the feature values that were published for
 * 67,080 of them. Skipped, and says so, without the data.
 */
class WindowOracleTests {

    static final Duration SHUFFLE = Duration.ofMinutes(10);
    private static final Duration SILENCE_LIMIT = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path directory;

    private final Map<String, Map<String, BigDecimal>> published = new HashMap<>();
    private final List<String> twice = new ArrayList<>();
    private long records;

    @Test
    void featuresOnArrivalEqualThePublishedOnes() {
        replay(4, false, 0);
    }

    @Test
    void featuresAtTheWatermarkEqualThePublishedOnesThoughShuffledAndKilledOnOnePartition() {
        replay(1, true, 3);
    }

    @Test
    void featuresAtTheWatermarkEqualThePublishedOnesThoughShuffledAndKilledOnFourPartitions() {
        replay(4, true, 3);
    }

    private void replay(int partitions, boolean shuffled, int kills) {
        String data = System.getenv("BELLBUOY_DATA");
        assumeTrue(data != null, "BELLBUOY_DATA does not name the directory of the public event data");
        WindowOracle oracle = new WindowOracle(Path.of(data));
        long seed = Long.getLong("test.seed", 20261120L);
        List<Payment> payments = shuffled ? shuffle(oracle.payments(), seed) : oracle.payments();

        try (LocalBroker broker = TestBroker.start(directory.resolve("broker"));
                Topics topics = Topics.open(broker.bootstrapServers())) {
            topics.createMissing("transactions", partitions);
            topics.createMissing("customer-features", partitions);
            send(broker, payments);
            run(broker, topics, configuration(partitions, shuffled), oracle, payments.size(), kills);
        }
        assertThat(twice)
                .as("events whose features were published twice, seed %d", seed)
                .isEmpty();
        assertThat(records)
                .as("events whose features were published, seed %d", seed)
                .isEqualTo(payments.size());
        int equal = oracle.compare(published);
        System.out.printf(
                "%d partitions, %s, %d kills: %d of %d rows equal the published features%n",
                partitions, shuffled ? "shuffled within " + SHUFFLE : "in order", kills, equal, oracle.rows());
    }

    /** An arrival order in which no payment is later than another by more than the limit. */
    static List<Payment> shuffle(List<Payment> payments, long seed) {
        Random random = new Random(seed);
        long[] arrival = payments.stream()
                .mapToLong(payment -> payment.time().toEpochMilli() + random.nextLong(SHUFFLE.toMillis()))
                .toArray();
        return IntStream.range(0, payments.size())
                .boxed()
                .sorted(Comparator.comparingLong(i -> arrival[i]))
                .map(payments::get)
                .toList();
    }

    private static void send(LocalBroker broker, List<Payment> payments) {
        try (Feeder feeder = Feeder.open(broker.bootstrapServers())) {
            for (Payment payment : payments) {
                feeder.send("transactions", payment.customer(), payment.json(), payment.time());
            }
            Payment last =
                    payments.stream().max(Comparator.comparing(Payment::time)).orElseThrow();
            feeder.sendWatermarks("transactions", last.time().plusSeconds(1));
            feeder.flush();
        }
    }

    private void run(
            LocalBroker broker, Topics topics, String configuration, WindowOracle oracle, int size, int kills) {
        try (ServiceProcess service = ServiceProcess.configured(
                        broker.bootstrapServers(), directory.resolve("service"), configuration);
                CommittedReader reader =
                        CommittedReader.open(broker.bootstrapServers(), topics.require("customer-features"), true)) {
            service.start();
            int killed = 0;
            long heardAt = System.nanoTime();
            while (records < size) {
                var batch = reader.poll(Duration.ofMillis(100));
                batch.forEach(record -> note(record, oracle));
                heardAt = batch.isEmpty() ? heardAt : System.nanoTime();
                service.requireAlive();
                assertThat(Duration.ofNanos(System.nanoTime() - heardAt))
                        .as("silence of the service: %s", service.log())
                        .isLessThan(SILENCE_LIMIT);
                if (killed < kills && records > (killed + 1L) * size / (kills + 1)) {
                    service.kill();
                    killed++;
                    service.start();
                    heardAt = System.nanoTime();
                }
            }
            reader.readToEnd(record -> note(record, oracle));
            assertThat(killed).isEqualTo(kills);
        }
    }

    private void note(ConsumerRecord<byte[], byte[]> record, WindowOracle oracle) {
        records++;
        JsonNode row = JSON.readTree(record.value());
        String id = row.get("eventId").asString();
        if (published.containsKey(id)) {
            twice.add(id);
        }
        Map<String, BigDecimal> values = new HashMap<>();
        if (oracle.knows(id)) {
            WindowOracle.FEATURES.forEach(name ->
                    values.put(name, new BigDecimal(row.get("values").get(name).asString())));
        }
        published.put(id, values);
    }

    private static String configuration(int partitions, boolean atWatermark) {
        StringBuilder features = new StringBuilder();
        for (int days : new int[] {1, 7, 30}) {
            for (String[] feature : new String[][] {{"count", "count()"}, {"mean", "avg(amount)"}}) {
                features.append("    ")
                        .append(feature[0])
                        .append(days)
                        .append("d: { stream: transactions, by: accountId, window: { trailing: ")
                        .append(days)
                        .append("d }, value: \"")
                        .append(feature[1])
                        .append("\", publish: customer-features }\n");
            }
        }
        return """
                bellbuoy:
                  application-id: oracle
                  advance-when-idle: false
                  concurrency: 2
                  topics: { partitions: %d }
                  defaults: { evaluate: %s }
                  streams:
                    transactions:
                      topic: transactions
                      schema: classpath:/schemas/transaction.json
                      id: transactionId
                      key: accountId
                      time: timestamp
                      out-of-orderness: %s
                      idle-timeout: 1h
                      allow-watermarks: true
                  features:
                %s""".formatted(
                        partitions, atWatermark ? "at-watermark" : "on-arrival", atWatermark ? "10m" : "5s", features);
    }
}
