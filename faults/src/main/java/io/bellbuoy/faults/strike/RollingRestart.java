package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import java.util.Random;

/** Each broker in turn is ended in order and started again when the replicas of all partitions are in sync. */
public record RollingRestart() implements Strike {

    @Override
    public String name() {
        return "rolling restart of the brokers";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        for (int i = 0; i < cluster.brokers().count(); i++) {
            cluster.brokers().stop(i);
            cluster.brokers().start(i);
            cluster.awaitReplicas();
        }
        cluster.awaitRecovery();
    }
}
