package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Instance;
import io.bellbuoy.faults.cluster.Pause;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.stream.fault.FaultPoint;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * A batch takes longer than {@code max.poll.interval.ms}: the group goes on without the instance, which then ends its batch.
 *
 * @param point where it is held
 * @param held for how long: less than the timeout of a transaction, 10 s, or more
 */
public record SlowHandler(FaultPoint point, Duration held) implements Strike {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "batch held at " + point + " for " + held.toSeconds() + " s, beyond max.poll.interval.ms";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        // One without a name, whose partitions are given to others as soon as it leaves the group.
        Instance instance = cluster.instance(2);
        instance.start(
                List.of("-Dbellbuoy.fault=" + point + ":" + (1 + random.nextInt(20)) + ":" + held),
                List.of("--spring.kafka.consumer.properties.max.poll.interval.ms=" + INTERVAL.toMillis()));
        if (!instance.awaitLog("the thread is held at", LIMIT)) {
            throw new Problem(instance.name() + " was not at " + point + " within " + LIMIT.toSeconds() + " s.");
        }
        Pause.of(held.plus(INTERVAL));
        cluster.awaitRecovery();
        instance.kill();
        cluster.awaitRecovery();
    }
}
