package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Instance;
import io.bellbuoy.faults.cluster.Pause;
import io.bellbuoy.faults.cluster.Stores;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.stream.fault.FaultPoint;
import java.time.Duration;
import java.util.Random;

/**
 * An instance stands still in the middle of a checkpoint to Kafka, and ends it when others have its partitions and have written
 * newer ones. Then all local state is lost, so that the checkpoint is all there is.
 */
public record StaleCheckpoint() implements Strike {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration SENT = Duration.ofMillis(300);
    /** Shorter than what follows, so that the thread goes on at once with the process. */
    private static final Duration HELD = Duration.ofSeconds(5);
    /** Less than the timeout of the checkpoint's transaction, 20 s, or the broker would abort it. */
    private static final Duration FROZEN = Duration.ofSeconds(16);

    private static final Duration AFTER = Duration.ofSeconds(2);

    @Override
    public String name() {
        return "stale page of a checkpoint in Kafka, and all state directories lost";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        Instance instance = cluster.instance(2);
        Stores.delete(instance.state());
        instance.startArmed(FaultPoint.REMOTE_ENTRIES_SENT + ":1:" + HELD);
        if (!instance.awaitLog("the thread is held at", LIMIT)) {
            throw new Problem(instance.name() + " began no checkpoint within " + LIMIT.toSeconds() + " s.");
        }
        Pause.of(SENT);
        instance.freeze();
        Pause.of(FROZEN);
        instance.thaw();
        Pause.of(AFTER);
        for (int i = 0; i <= 2; i++) {
            cluster.instance(i).kill();
        }
        long since = System.nanoTime();
        for (int i = 0; i < 2; i++) {
            Stores.delete(cluster.instance(i).state());
            cluster.instance(i).start();
        }
        cluster.awaitTakeover(since);
    }
}
