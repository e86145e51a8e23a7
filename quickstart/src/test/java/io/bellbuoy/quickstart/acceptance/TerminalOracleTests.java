package io.bellbuoy.quickstart.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellbuoy.quickstart.acceptance.WindowOracle.Payment;
import io.bellbuoy.quickstart.broker.LocalBroker;
import io.bellbuoy.quickstart.broker.TestBroker;
import io.bellbuoy.quickstart.topic.Feeder;
import io.bellbuoy.quickstart.topic.Topics;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The risk of terminals through stages: payments are keyed by customer, what is known of them 7 days later by terminal,
 * and each payment reads six features of its terminal. They equal those that were published for 67,080 payments. Skipped,
 * and says so, without the data.
 */
class TerminalOracleTests {

    private static final Duration LABELLED_AFTER = Duration.ofDays(7);
    private static final int PARTITIONS = 4;
    private static final int KILLS = 2;

    @TempDir
    Path directory;

    @Test
    void featuresOfTerminalsEqualThePublishedOnesThoughShuffledAndKilledOnFourPartitions() {
        String data = System.getenv("BELLBUOY_DATA");
        assumeTrue(data != null, "BELLBUOY_DATA does not name the directory of the public event data");
        WindowOracle oracle = WindowOracle.ofTerminals(Path.of(data));
        Set<String> frauds = new HashSet<>();
        WindowOracle.rows(Path.of(data, "fraud_a_labels.csv.gz")).forEach(row -> frauds.add(row[0]));
        long seed = Long.getLong("test.seed", 20261121L);
        FeatureRun run = new FeatureRun(oracle, TerminalOracleTests::orZero);

        try (LocalBroker broker = TestBroker.start(directory.resolve("broker"));
                Topics topics = Topics.open(broker.bootstrapServers())) {
            for (String topic : List.of("transactions", "feedback", "terminal-features")) {
                topics.createMissing(topic, PARTITIONS);
            }
            send(broker, oracle.payments(), frauds, seed);
            run.run(broker, topics, directory.resolve("service"), configuration(), "terminal-features", KILLS);
        }
        int equal = run.requireOnce(seed);
        System.out.printf(
                "terminals, %d partitions, shuffled, %d kills: %d of %d rows equal the published features%n",
                PARTITIONS, KILLS, equal, oracle.rows());
        assertThat(equal)
                .as("rows whose six columns equal the published ones, seed %d", seed)
                .isEqualTo(oracle.rows());
    }

    private static BigDecimal orZero(@Nullable JsonNode value) {
        return value == null || value.isNull() ? BigDecimal.ZERO : new BigDecimal(value.asString());
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
