package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Instance;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.stream.fault.FaultPoint;
import java.time.Duration;
import java.util.Random;

/** A transaction is committed, and the instance that waits for the answer never hears it. It keeps its partitions. */
public record LostAnswer() implements Strike {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "answer to a commit lost";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        Instance instance = cluster.instance(random.nextInt(2));
        instance.kill();
        instance.startArmed(FaultPoint.ANSWERED + ":" + (2 + random.nextInt(19)) + ":LOST");
        if (!instance.awaitLog("the answer is lost at", LIMIT)) {
            throw new Problem(instance.name() + " committed too little within " + LIMIT.toSeconds() + " s.");
        }
        cluster.awaitRecovery();
    }
}
