package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Instance;
import io.bellbuoy.faults.cluster.Pause;
import java.time.Duration;
import java.util.Random;

/** An instance is killed at a random time, and started again. */
public record RandomKill() implements Strike {

    @Override
    public String name() {
        return "kill -9 at a random time";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        Instance instance = cluster.instance(random.nextInt(2));
        Pause.of(Duration.ofMillis(random.nextInt(1_500)));
        instance.kill();
        long since = System.nanoTime();
        instance.start();
        cluster.awaitTakeover(since);
    }
}
