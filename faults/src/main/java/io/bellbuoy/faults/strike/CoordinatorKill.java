package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Pause;
import java.time.Duration;
import java.util.Random;

/** The broker that coordinates the group is killed, so that another does, and started again a while later. */
public record CoordinatorKill() implements Strike {

    private static final Duration GONE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "coordinator of the group killed";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        int coordinator = cluster.coordinator();
        cluster.brokers().kill(coordinator);
        Pause.of(GONE);
        cluster.brokers().start(coordinator);
        cluster.awaitReplicas();
        cluster.awaitRecovery();
    }
}
