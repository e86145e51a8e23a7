package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Instance;
import io.bellbuoy.faults.cluster.Pause;
import java.time.Duration;
import java.util.Random;

/** Rules change while records flow, and an instance is killed with them. */
public record RulesReload(int changes) implements Strike {

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "rules changed " + changes + " times under load";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        for (int i = 0; i < changes; i++) {
            cluster.rules().change();
            Pause.of(BETWEEN);
        }
        Instance instance = cluster.instance(random.nextInt(2));
        instance.kill();
        long since = System.nanoTime();
        instance.start();
        cluster.awaitTakeover(since);
        cluster.rules().reset();
        Pause.of(BETWEEN);
        cluster.awaitRecovery();
    }
}
