package io.bellbuoy.faults.run;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.ClusterSettings;
import io.bellbuoy.faults.cluster.Instance;
import io.bellbuoy.faults.cluster.Pause;
import io.bellbuoy.faults.cluster.TrialDirectory;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.process.ProcessFile;
import io.bellbuoy.quickstart.process.ProcessGroup;
import io.bellbuoy.quickstart.topic.Feeder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One of two instances with the state of many accounts is killed and does not come back: how soon the other goes on for both. */
public final class TakeoverTrial {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int PER_MILLISECOND = 20;
    private static final int PER_SECOND = 1_000;
    private static final int PULSES = 50;

    private final Settings settings;
    private final Console console;

    public TakeoverTrial(Settings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /**
     * What is tried.
     *
     * @param keys accounts
     * @param settle from when both instances have partitions until the kill: time for checkpoints and copies
     */
    public record Settings(ClusterSettings cluster, int keys, Duration settle) {}

    /**
     * Runs it.
     *
     * @param main the main class of this program, which is started again as the broker
     * @return from the kill until every partition has committed again, the session timeout included
     * @throws io.bellbuoy.quickstart.console.Problem if an instance ends by itself, or does not get to the end
     */
    public Duration run(Class<?> main) {
        TrialDirectory directory = settings.cluster().directory();
        directory.claim();
        try (ProcessGroup processes = ProcessGroup.open(new ProcessFile(directory.processes()), directory.logs())) {
            directory.empty();
            try (Cluster cluster = Cluster.start(settings.cluster(), processes, main);
                    Feeder feeder = Feeder.open(cluster.bootstrapServers());
                    Payments payments = new Payments(feeder, settings.keys())) {
                return run(cluster, payments);
            }
        }
    }

    private Duration run(Cluster cluster, Payments payments) {
        Instance first = cluster.instance(0);
        first.start();
        payments.ofAll();
        cluster.awaitEnd(LIMIT);
        console.line("%,d accounts have state".formatted(settings.keys()));
        cluster.instance(1).start();
        payments.goOn();
        cluster.awaitShared();
        Pause.of(settings.settle());
        first.kill();
        cluster.awaitTakeover(System.nanoTime());
        return cluster.takeovers().get(0);
    }

    /** One payment of each account, and then some each second. */
    private static final class Payments implements AutoCloseable {

        private final Feeder feeder;
        private final int accounts;
        private final ScheduledExecutorService thread =
                Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "bellbuoy-payments"));
        private int sent;

        Payments(Feeder feeder, int accounts) {
            this.feeder = feeder;
            this.accounts = accounts;
        }

        void ofAll() {
            while (sent < accounts) {
                pay();
            }
            feeder.flush();
        }

        void goOn() {
            thread.scheduleAtFixedRate(
                    () -> {
                        for (int i = 0; i < PER_SECOND / PULSES; i++) {
                            pay();
                        }
                    },
                    0,
                    1_000 / PULSES,
                    TimeUnit.MILLISECONDS);
        }

        private void pay() {
            Instant time = START.plusMillis(sent / PER_MILLISECOND);
            String key = "acc-" + sent % accounts;
            String json = "{\"transactionId\":\"t" + sent + "\",\"accountId\":\"" + key + "\",\"timestamp\":\"" + time
                    + "\",\"amount\":\"1\"}";
            feeder.send(Cluster.INPUT, key, json.getBytes(StandardCharsets.UTF_8), time);
            sent++;
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }
}
