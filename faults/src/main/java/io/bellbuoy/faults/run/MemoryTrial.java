package io.bellbuoy.faults.run;

import io.bellbuoy.events.alert.Alert;
import io.bellbuoy.events.json.EventCodec;
import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.ClusterSettings;
import io.bellbuoy.faults.cluster.Instance;
import io.bellbuoy.faults.cluster.Pause;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.topic.CommittedReader;
import io.bellbuoy.quickstart.topic.Feeder;
import io.bellbuoy.quickstart.topic.Topics;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One instance with little memory gets one payment of each of many accounts, then little is taken from it for a while, and then every
 * hundredth account pays once more, so much that its sum of the day rings: the sum must hold what was paid first.
 */
public final class MemoryTrial {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration SLOW = Duration.ofSeconds(20);
    private static final int SLOW_BYTES_PER_SECOND = 64 << 10;
    private static final int SAMPLE = 100;
    private static final int LARGE = 20_000;

    private final Settings settings;
    private final Console console;

    public MemoryTrial(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /**
     * What is tried.
     *
     * @param keys accounts
     * @param heap megabytes
     */
    public record Settings(ClusterSettings cluster, int keys, int heap) {}

    /**
     * What was found.
     *
     * @param mostMegabytes the most memory that the process had
     * @param perSecond how many payments were processed in a second
     * @param slow how many were processed while little was taken, and how many waited when that ended
     * @param sampled how many sums were looked at
     * @param right how many of them were what they must be
     */
    public record Report(Settings settings, long mostMegabytes, long perSecond, Slow slow, int sampled, long right) {

        /** Whether every sum is right. */
        public boolean isExact() {
            return sampled == right;
        }

        /** In one line. */
        public String line() {
            return "%,d accounts, heap %d MB: at most %,d MB resident (%,d MB before brokers took little), %,d payments/s; little taken for %d s: %,d processed, %,d waited; %,d of %,d sums right"
                    .formatted(
                            settings.keys(),
                            settings.heap(),
                            mostMegabytes,
                            slow.megabytesBefore(),
                            perSecond,
                            SLOW.toSeconds(),
                            slow.processed(),
                            slow.waited(),
                            right,
                            sampled);
        }
    }

    /** The time in which little was taken. */
    public record Slow(long megabytesBefore, long processed, long waited) {}

    /**
     * Runs it.
     *
     * @param main the main class of this program, which is started again as the broker
     * @throws io.bellbuoy.quickstart.console.Problem if the instance ends by itself, or does not get to the end
     */
    public Report run(Class<?> main) {
        return Cluster.use(settings.cluster(), main, cluster -> {
            try (Feeder feeder = Feeder.open(cluster.bootstrapServers())) {
                return run(cluster, new AccountPayments(feeder));
            }
        });
    }

    private Report run(Cluster cluster, AccountPayments payments) {
        Instance instance = cluster.instance(0);
        instance.start(List.of("-Xmx" + settings.heap() + "m", "-XX:TieredStopAtLevel=4"), List.of());
        long begun = System.nanoTime();
        int half = settings.keys() / 2;
        pay(payments, 0, half);
        cluster.awaitEnd(LIMIT);
        long perSecond = (long) (half * 1e9 / (System.nanoTime() - begun));
        console.line("%,d accounts: %,d MB".formatted(half, megabytes(instance)));
        Slow slow = slow(cluster, payments, instance, half);
        cluster.awaitEnd(LIMIT);
        console.line("%,d accounts: %,d MB".formatted(settings.keys(), megabytes(instance)));
        for (int i = 0; i < settings.keys(); i += SAMPLE) {
            payments.pay(i, settings.keys() + i, LARGE);
        }
        payments.flush();
        cluster.awaitEnd(LIMIT);
        int sampled = (settings.keys() + SAMPLE - 1) / SAMPLE;
        return new Report(settings, megabytes(instance), perSecond, slow, sampled, right(cluster));
    }

    private Slow slow(Cluster cluster, AccountPayments payments, Instance instance, int from) {
        long before = megabytes(instance);
        cluster.limit(SLOW_BYTES_PER_SECOND);
        long processed = cluster.processed();
        pay(payments, from, settings.keys());
        Pause.of(SLOW);
        long after = cluster.processed();
        cluster.unlimit();
        return new Slow(before, after - processed, settings.keys() - after);
    }

    private static void pay(AccountPayments payments, int from, int to) {
        for (int i = from; i < to; i++) {
            payments.pay(i, i, first(i));
        }
        payments.flush();
    }

    /** What an account pays first. */
    private static int first(int account) {
        return 1 + account % 997;
    }

    private static long megabytes(Instance instance) {
        return instance.mostMemory() >> 20;
    }

    /** How many of the sums that rang are what they must be; one that rang twice is none. */
    private long right(Cluster cluster) {
        EventCodec codec = new EventCodec();
        Map<String, Integer> rang = new HashMap<>();
        Map<String, BigDecimal> totals = new HashMap<>();
        try (Topics topics = Topics.open(cluster.bootstrapServers());
                CommittedReader reader =
                        CommittedReader.open(cluster.bootstrapServers(), topics.require("faults-alerts"), true)) {
            reader.readToEnd(record -> {
                String key = new String(record.key(), StandardCharsets.UTF_8);
                rang.merge(key, 1, Integer::sum);
                Object total = codec.read(record.value(), Alert.class).values().get("total");
                totals.put(key, new BigDecimal(String.valueOf(total)));
            });
        }
        return totals.entrySet().stream()
                .filter(each -> rang.get(each.getKey()) == 1 && isRight(each.getKey(), each.getValue()))
                .count();
    }

    private static boolean isRight(String key, BigDecimal total) {
        int account = Integer.parseInt(key.substring(AccountPayments.ACCOUNT.length()));
        return account % SAMPLE == 0 && total.compareTo(BigDecimal.valueOf(first(account) + LARGE)) == 0;
    }
}
