package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import java.util.Random;

/** A broker is killed, and started again. */
public record BrokerKill() implements Strike {

    @Override
    public String name() {
        return "broker killed";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        int broker = random.nextInt(cluster.brokers().count());
        cluster.brokers().kill(broker);
        cluster.brokers().start(broker);
        cluster.awaitRecovery();
    }
}
