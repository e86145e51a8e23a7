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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The risk of terminals through stages: payments are keyed by customer, what is known of them 7 days later by terminal,
 * and each payment reads six features of its terminal. They equal those that were published for 67,080 payments. Skipped,
 * and says so, without the data.
 */
class TerminalOracleTests {

    private static final Duration LABELLED_AFTER = Duration.ofDays(7);
    private static final int PARTITIONS = 4;
    private static final int KILLS = 2;
    private static final Duration SILENCE_LIMIT = Duration.ofMinutes(2);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path directory;

    private final Map<String, Map<String, BigDecimal>> published = new HashMap<>();
    private final List<String> twice = new ArrayList<>();
    private long records;

    @Test
    void featuresOfTerminalsEqualThePublishedOnesThoughShuffledAndKilledOnFourPartitions() {
        String data = System.getenv("BELLBUOY_DATA");
        assumeTrue(data != null, "BELLBUOY_DATA does not name the directory of the public event data");
        WindowOracle oracle = WindowOracle.ofTerminals(Path.of(data));
        Set<String> frauds = new HashSet<>();
        WindowOracle.rows(Path.of(data, "fraud_a_labels.csv.gz")).forEach(row -> frauds.add(row[0]));
        long seed = Long.getLong("test.seed", 20261121L);

        try (LocalBroker broker = TestBroker.start(directory.resolve("broker"));
                Topics topics = Topics.open(broker.bootstrapServers())) {
            for (String topic : List.of("transactions", "feedback", "terminal-features")) {
                topics.createMissing(topic, PARTITIONS);
            }
            send(broker, oracle.payments(), frauds, seed);
            run(broker, topics, oracle, oracle.payments().size());
        }
        assertThat(twice)
                .as("payments whose features were published twice, seed %d", seed)
                .isEmpty();
        assertThat(records)
                .as("payments whose features were published, seed %d", seed)
                .isEqualTo(oracle.payments().size());
        assertThat(oracle.compare(published))
                .as("rows whose six columns equal the published ones, seed %d", seed)
                .isEqualTo(oracle.rows());
    }

    private static void send(LocalBroker broker, List<Payment> payments, Set<String> frauds, long seed) {
        try (Feeder feeder = Feeder.open(broker.bootstrapServers())) {
            for (Payment payment : WindowOracleTests.shuffle(payments, seed)) {
                feeder.send("transactions", payment.customer(), payment.json(), payment.time());
            }
            for (Payment payment : WindowOracleTests.shuffle(payments, seed + 1)) {
                Instant known = payment.time().plus(LABELLED_AFTER);
                feeder.send("feedback", payment.terminal(), label(payment, known, frauds), known);
            }
            Instant last = payments.stream()
                    .map(Payment::time)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            feeder.sendWatermarks("transactions", last.plusSeconds(1));
            feeder.sendWatermarks("feedback", last.plus(LABELLED_AFTER).plusSeconds(1));
            feeder.flush();
        }
    }

    private static byte[] label(Payment payment, Instant known, Set<String> frauds) {
        return ("{\"transactionId\":\"" + payment.id() + "\",\"terminalId\":\"" + payment.terminal()
                        + "\",\"labelledAt\":\"" + known + "\",\"fraud\":"
                        + (frauds.contains(payment.id()) ? "true" : "false") + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private void run(LocalBroker broker, Topics topics, WindowOracle oracle, int size) {
        try (ServiceProcess service = ServiceProcess.configured(
                        broker.bootstrapServers(), directory.resolve("service"), configuration());
                CommittedReader reader =
                        CommittedReader.open(broker.bootstrapServers(), topics.require("terminal-features"), true)) {
            service.start();
            int killed = 0;
            long heardAt = System.nanoTime();
            while (records < size) {
                var batch = reader.poll(Duration.ofMillis(100));
                batch.forEach(record -> note(record, oracle));
                heardAt = batch.isEmpty() ? heardAt : System.nanoTime();
                service.requireAlive();
                assertThat(Duration.ofNanos(System.nanoTime() - heardAt))
                        .as("silence of the service after %d records: %s", records, service.log())
                        .isLessThan(SILENCE_LIMIT);
                if (killed < KILLS && records > (killed + 1L) * size / (KILLS + 1)) {
                    service.kill();
                    killed++;
                    service.start();
                    heardAt = System.nanoTime();
                }
            }
            reader.readToEnd(record -> note(record, oracle));
            assertThat(killed).isEqualTo(KILLS);
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
            for (String name : WindowOracle.TERMINAL_FEATURES) {
                JsonNode value = row.get("values").get(name);
                values.put(name, value == null || value.isNull() ? BigDecimal.ZERO : new BigDecimal(value.asString()));
            }
        }
        published.put(id, values);
    }

    private static String configuration() {
        StringBuilder features = new StringBuilder();
        for (int days : new int[] {1, 7, 30}) {
            for (String[] feature : new String[][] {{"count", "count()"}, {"risk", "avg(fraud)"}}) {
                features.append("    ")
                        .append(feature[0])
                        .append(days)
                        .append("d: { stream: feedback, by: terminalId, window: { trailing: ")
                        .append(days)
                        .append("d }, value: \"")
                        .append(feature[1])
                        .append("\" }\n");
            }
        }
        String reads = String.join(
                " || ",
                WindowOracle.TERMINAL_FEATURES.stream()
                        .map(name -> "features." + name + " < 0")
                        .toList());
        return """
                bellbuoy:
                  application-id: terminals
                  advance-when-idle: false
                  concurrency: 2
                  topics: { partitions: %d }
                  defaults: { evaluate: at-watermark }
                  streams:
                    feedback:
                      topic: feedback
                      fields: { transactionId: string, terminalId: string, labelledAt: timestamp, fraud: boolean }
                      id: transactionId
                      key: terminalId
                      time: labelledAt
                      out-of-orderness: 10m
                      idle-timeout: 1h
                      allow-watermarks: true
                    transactions:
                      topic: transactions
                      schema: classpath:/schemas/transaction.json
                      id: transactionId
                      key: accountId
                      time: timestamp
                      out-of-orderness: 10m
                      idle-timeout: 1h
                      allow-watermarks: true
                  features:
                %s  rules:
                    terminal-risk:
                      stream: transactions
                      when: "%s"
                      severity: LOW
                      publish: terminal-features
                """.formatted(PARTITIONS, features, reads);
    }
}
