package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Pause;
import java.time.Duration;
import java.util.Random;

/** The topic of dead letters is deleted, and made again a while later. */
public record MissingDeadLetterTopic() implements Strike {

    private static final String TOPIC = Cluster.INPUT + "-dlt";
    private static final Duration MISSING = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "topic of dead letters missing for " + MISSING.toSeconds() + " s";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        // A transaction that had dead letters in the deleted topic would be committed without them.
        cluster.instance(0).freeze();
        cluster.instance(1).freeze();
        cluster.deleteOutput(TOPIC);
        cluster.instance(0).thaw();
        cluster.instance(1).thaw();
        Pause.of(MISSING);
        cluster.createOutput(TOPIC);
        cluster.awaitRecovery();
    }
}
