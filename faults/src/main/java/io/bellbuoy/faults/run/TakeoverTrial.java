package io.bellbuoy.faults.run;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.ClusterSettings;
import io.bellbuoy.faults.cluster.Instance;
import io.bellbuoy.faults.cluster.Pause;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.topic.Feeder;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One of two instances with the state of many accounts is killed and does not come back: how soon the other goes on for both. */
public final class TakeoverTrial {

    private static final Duration LIMIT = Duration.ofMinutes(30);
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
        return Cluster.use(settings.cluster(), main, cluster -> {
            try (Feeder feeder = Feeder.open(cluster.bootstrapServers());
                    Payments payments = new Payments(new AccountPayments(feeder), settings.keys())) {
                return run(cluster, payments);
            }
        });
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

        private final AccountPayments payments;
        private final int accounts;
        private final ScheduledExecutorService thread =
                Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "bellbuoy-payments"));
        private int sent;

        Payments(AccountPayments payments, int accounts) {
            this.payments = payments;
            this.accounts = accounts;
        }

        void ofAll() {
            while (sent < accounts) {
                pay();
            }
            payments.flush();
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
            payments.pay(sent % accounts, sent, 1);
            sent++;
        }

        @Override
        public void close() {
            thread.shutdownNow();
        }
    }
}
