package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A fault while a broker cannot be reached. */
public record Mixed(Strike other) implements Strike {

    private static final Duration SILENCE = Duration.ofSeconds(5);

    @Override
    public String name() {
        return other.name() + ", while a broker is unreachable for " + SILENCE.toSeconds() + " s";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        int broker = random.nextInt(cluster.brokers().count());
        cluster.brokers().freeze(broker);
        CompletableFuture<Void> thawed = CompletableFuture.runAsync(
                () -> cluster.brokers().thaw(broker),
                CompletableFuture.delayedExecutor(SILENCE.toMillis(), TimeUnit.MILLISECONDS));
        other.on(cluster, random);
        thawed.join();
    }
}
