package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Pause;
import java.time.Duration;
import java.util.Random;

/** A broker cannot be reached for a while. */
public record BrokerSilence(Duration time) implements Strike {

    @Override
    public String name() {
        return "broker unreachable for " + time.toSeconds() + " s";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        int broker = random.nextInt(cluster.brokers().count());
        cluster.brokers().freeze(broker);
        Pause.of(time);
        cluster.brokers().thaw(broker);
        cluster.awaitRecovery();
    }
}
