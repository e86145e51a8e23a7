package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Pause;
import java.time.Duration;
import java.util.Random;

/** Nobody may write to the topic of dead letters for a while. */
public record DeniedDeadLetters() implements Strike {

    private static final Duration DENIED = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "topic of dead letters not authorised for " + DENIED.toSeconds() + " s";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        cluster.deny(Cluster.INPUT + "-dlt");
        Pause.of(DENIED);
        cluster.allowAll();
        cluster.awaitRecovery();
    }
}
