package io.bellbuoy.quickstart.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bellbuoy.quickstart.acceptance.WindowOracle.Payment;
import io.bellbuoy.quickstart.broker.LocalBroker;
import io.bellbuoy.quickstart.broker.TestBroker;
import io.bellbuoy.quickstart.topic.Feeder;
import io.bellbuoy.quickstart.topic.Topics;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real input through a broker and the service: 565,322 card payments, and the feature values that were published for
 * 67,080 of them. Skipped, and says so, without the data.
 */
class WindowOracleTests {

    static final Duration SHUFFLE = Duration.ofMinutes(10);

    @TempDir
    Path directory;

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
        FeatureRun run = new FeatureRun(oracle, value -> new BigDecimal(value.asString()));
        List<Payment> payments = shuffled ? shuffle(oracle.payments(), seed) : oracle.payments();

        try (LocalBroker broker = TestBroker.start(directory.resolve("broker"));
                Topics topics = Topics.open(broker.bootstrapServers())) {
            topics.createMissing("transactions", partitions);
            topics.createMissing("customer-features", partitions);
            send(broker, payments);
            String configuration = configuration(partitions, shuffled);
            run.run(broker, topics, directory.resolve("service"), configuration, "customer-features", kills);
        }
        int equal = run.requireOnce(seed);
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
