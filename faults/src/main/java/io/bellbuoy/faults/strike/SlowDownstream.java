package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Pause;
import java.time.Duration;
import java.util.Random;

/**
 * The brokers take less from the service than it has to send, so that it falls behind more and more; it goes on all the same, and
 * catches up when they take everything again.
 */
public record SlowDownstream() implements Strike {

    private static final int BYTES_PER_SECOND = 16_384;
    private static final Duration SLOW = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "brokers take only " + BYTES_PER_SECOND + " bytes/s from an instance";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        cluster.limit(BYTES_PER_SECOND);
        Pause.of(SLOW);
        cluster.awaitRecovery();
        cluster.unlimit();
        cluster.awaitRecovery();
    }
}
