package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Pause;
import java.time.Duration;
import java.util.Random;

/** Instances come and go every few seconds: one, four, two. */
public record Storm(int rounds) implements Strike {

    private static final Duration BETWEEN = Duration.ofSeconds(3);
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "rebalance storm, " + rounds + " rounds of 1 to 4 to 2 instances";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        for (int round = 0; round < rounds; round++) {
            int gone = random.nextInt(2);
            cluster.instance(gone).stop();
            cluster.instance(2).start();
            Pause.of(BETWEEN);
            cluster.instance(3).start();
            cluster.instance(gone).start();
            cluster.instance(3).awaitLog("is assigned", JOIN_LIMIT);
            Pause.of(BETWEEN);
            cluster.instance(2).kill();
            Pause.of(BETWEEN);
            cluster.instance(3).stop();
        }
        cluster.awaitRecovery();
    }
}
