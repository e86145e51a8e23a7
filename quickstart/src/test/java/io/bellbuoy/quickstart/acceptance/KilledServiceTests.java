package io.bellbuoy.quickstart.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.alert.AlertStatus;
import io.bellbuoy.events.json.EventCodec;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Counted once: 200,000 payments, the service killed with -9 five times at random points, and the alerts that a
 * {@code read_committed} reader sees are those of a brute-force model.
 */
class KilledServiceTests {

    private static final int PAYMENTS = 200_000;
    private static final int ACCOUNTS = 2_000;
    private static final int KILLS = 5;
    private static final int PARTITIONS = 4;
    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final long STEP_MILLIS = 20;
    private static final int DISORDER_MILLIS = 5_000;
    private static final long SIZE = Duration.ofMinutes(10).toMillis();
    private static final long EVERY = Duration.ofMinutes(1).toMillis();
    private static final BigDecimal LIMIT = new BigDecimal("10000");
    private static final Duration SILENCE_LIMIT = Duration.ofMinutes(2);
    private static final Pattern STORED = Pattern.compile("task (\\d+): local checkpoint stored");
    private static final Pattern KEPT = Pattern.compile("task (\\d+): kept local state .* replayed [\\d,]+ bytes");

    /** A payment; amounts in cents. */
    private record Payment(int index, String account, long time, long cents) {

        byte[] json() {
            return ("{\"transactionId\":\"t" + index + "\",\"accountId\":\"" + account + "\",\"timestamp\":\""
                            + Instant.ofEpochMilli(time) + "\",\"amount\":\"" + BigDecimal.valueOf(cents, 2) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    @TempDir
    Path directory;

    private final EventCodec codec = new EventCodec();
    private final Map<String, TreeMap<Integer, Alert>> alerts = new HashMap<>();
    private final List<String> doubled = new ArrayList<>();

    @Test
    void alertsOfAServiceKilledFiveTimesEqualTheModel() {
        long seed = Long.getLong("test.seed", 20261120L);
        Random random = new Random(seed);
        List<Payment> payments = payments(random);
        try (LocalBroker broker = TestBroker.start(directory.resolve("broker"));
                Topics topics = Topics.open(broker.bootstrapServers())) {
            topics.createMissing("transactions", PARTITIONS);
            topics.createMissing("killed-alerts", PARTITIONS);
            run(broker, topics, payments, random);
        }
        assertThat(doubled).as("alerts published twice, seed %d", seed).isEmpty();
        Map<String, BigDecimal> expected = model(payments);
        Map<String, BigDecimal> rang = rang();
        Set<String> lost = new HashSet<>(expected.keySet());
        lost.removeAll(rang.keySet());
        Set<String> invented = new HashSet<>(rang.keySet());
        invented.removeAll(expected.keySet());
        System.out.printf(
                "%d events, %d kills, %d alerts: %d lost, %d duplicate, %d invented (seed %d)%n",
                PAYMENTS, KILLS, rang.size(), lost.size(), doubled.size(), invented.size(), seed);
        assertThat(expected).isNotEmpty();
        assertThat(rang).as("final totals by account and window, seed %d", seed).isEqualTo(expected);
    }

    private static List<Payment> payments(Random random) {
        List<Payment> payments = new ArrayList<>(PAYMENTS);
        for (int i = 0; i < PAYMENTS; i++) {
            String account = "acc-" + (int) (ACCOUNTS * Math.pow(random.nextDouble(), 2));
            long time = START.toEpochMilli() + i * STEP_MILLIS - random.nextInt(DISORDER_MILLIS);
            long cents = random.nextInt(100) == 0 ? 100_000 + random.nextInt(600_000) : 100 + random.nextInt(20_000);
            payments.add(new Payment(i, account, time, cents));
        }
        return payments;
    }

    /** Every window of every account whose final total is above the limit. */
    private static Map<String, BigDecimal> model(List<Payment> payments) {
        Map<String, Long> totals = new HashMap<>();
        for (Payment payment : payments) {
            long lastStart = Math.floorDiv(payment.time(), EVERY) * EVERY;
            for (long start = lastStart; start > payment.time() - SIZE; start -= EVERY) {
                totals.merge(payment.account() + "@" + Instant.ofEpochMilli(start), payment.cents(), Long::sum);
            }
        }
        Map<String, BigDecimal> above = new TreeMap<>();
        totals.forEach((window, cents) -> {
            BigDecimal total = BigDecimal.valueOf(cents, 2);
            if (total.compareTo(LIMIT) > 0) {
                above.put(window, total);
            }
        });
        return above;
    }

    /** The last revision of each alert; revisions must count from 1 without a gap. */
    private Map<String, BigDecimal> rang() {
        Map<String, BigDecimal> rang = new TreeMap<>();
        alerts.forEach((window, revisions) -> {
            assertThat(revisions.firstKey()).as(window).isEqualTo(1);
            assertThat(revisions.lastKey()).as(window).isEqualTo(revisions.size());
            Alert last = revisions.lastEntry().getValue();
            assertThat(last.status()).as(window).isNotEqualTo(AlertStatus.RETRACTED);
            rang.put(window, new BigDecimal(String.valueOf(last.values().get("total"))));
        });
        return rang;
    }

    private void run(LocalBroker broker, Topics topics, List<Payment> payments, Random random) {
        List<Integer> killAt = random.ints(KILLS, PAYMENTS / 20, PAYMENTS * 19 / 20)
                .sorted()
                .boxed()
                .toList();
        try (ServiceProcess service = ServiceProcess.configured(
                        broker.bootstrapServers(), directory.resolve("service"), configuration());
                Feeder feeder = Feeder.open(broker.bootstrapServers());
                CommittedReader reader =
                        CommittedReader.open(broker.bootstrapServers(), topics.require("killed-alerts"), true)) {
            service.start();
            int sent = send(feeder, payments, 0, PAYMENTS / 50);
            // A service that is killed before its first checkpoint has no local state to keep.
            awaitOfEachTask(service, STORED);
            for (int at : killAt) {
                sent = send(feeder, payments, sent, at);
                awaitSomeProgress(topics, service, at);
                service.kill();
                service.start();
                awaitOfEachTask(service, KEPT);
            }
            send(feeder, payments, sent, PAYMENTS);
            feeder.sendWatermarks("transactions", START.plus(Duration.ofDays(2)));
            feeder.flush();
            awaitEnd(topics, service);
            reader.readToEnd(this::note);
        }
    }

    private static int send(Feeder feeder, List<Payment> payments, int from, int to) {
        for (Payment payment : payments.subList(from, to)) {
            feeder.send("transactions", payment.account(), payment.json(), Instant.ofEpochMilli(payment.time()));
        }
        feeder.flush();
        return to;
    }

    /** Waits until the service is in the middle of what was sent: past most of it, wherever that is. */
    private static void awaitSomeProgress(Topics topics, ServiceProcess service, int sent) {
        await(service, () -> committed(topics) > sent / 2);
    }

    /** Waits for a line of the log of each task. */
    private static void awaitOfEachTask(ServiceProcess service, Pattern line) {
        await(
                service,
                () -> line.matcher(service.log())
                                .results()
                                .map(match -> match.group(1))
                                .distinct()
                                .count()
                        == PARTITIONS);
    }

    private static void awaitEnd(Topics topics, ServiceProcess service) {
        Map<TopicPartition, Long> ends = topics.ends(topics.require("transactions"));
        await(service, () -> ends.entrySet().stream()
                .allMatch(end -> topics.committed("killed").getOrDefault(end.getKey(), 0L) >= end.getValue()));
    }

    private static long committed(Topics topics) {
        return topics.committed("killed").values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static void await(ServiceProcess service, BooleanSupplier condition) {
        Awaitility.await()
                .atMost(SILENCE_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    service.requireAlive();
                    assertThat(condition.getAsBoolean()).as(() -> service.log()).isTrue();
                });
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        Alert alert = codec.read(record.value(), Alert.class);
        String window = alert.key().get("accountId") + "@" + alert.window().start();
        if (alerts.computeIfAbsent(window, any -> new TreeMap<>()).put(alert.revision(), alert) != null) {
            doubled.add(window + " revision " + alert.revision());
        }
    }

    private static String configuration() {
        return """
                logging: { level: { io.bellbuoy.stream.state: DEBUG } }
                bellbuoy:
                  application-id: killed
                  advance-when-idle: false
                  concurrency: 2
                  topics: { partitions: %d }
                  state: { checkpoint: { local: 1s, remote: 5s } }
                  streams:
                    transactions:
                      topic: transactions
                      schema: classpath:/schemas/transaction.json
                      id: transactionId
                      key: accountId
                      time: timestamp
                      out-of-orderness: 5s
                      idle-timeout: 1h
                      allow-watermarks: true
                  rules:
                    high-value:
                      stream: transactions
                      window: { sliding: 10m, every: 1m }
                      compute: { total: "sum(amount)" }
                      when: "total > 10000"
                """.formatted(PARTITIONS);
    }
}
