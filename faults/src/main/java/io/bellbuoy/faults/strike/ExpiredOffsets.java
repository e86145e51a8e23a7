package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import java.util.Random;

/** All instances are killed, and the offsets of their group expire before they are back. */
public record ExpiredOffsets() implements Strike {

    @Override
    public String name() {
        return "offsets of the group expired";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        for (int i = 0; i < 2; i++) {
            cluster.instance(i).kill();
        }
        cluster.expireOffsets();
        for (int i = 0; i < 2; i++) {
            cluster.instance(i).start();
        }
        cluster.awaitRecovery();
    }
}
