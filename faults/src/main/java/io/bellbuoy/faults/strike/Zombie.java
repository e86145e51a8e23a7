package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Instance;
import io.bellbuoy.faults.cluster.Pause;
import java.util.Random;

/** An instance is stopped for twice the session timeout, while another takes its partitions over, and then goes on. */
public record Zombie() implements Strike {

    @Override
    public String name() {
        return "SIGSTOP for twice the session timeout, then SIGCONT";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        Instance instance = cluster.instance(random.nextInt(2));
        instance.freeze();
        long since = System.nanoTime();
        cluster.awaitTakeover(since);
        long frozen = System.nanoTime() - since;
        Pause.of(cluster.session().multipliedBy(2).minusNanos(frozen));
        instance.thaw();
        Pause.of(cluster.session().dividedBy(2));
        cluster.awaitRecovery();
    }
}
