package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Instance;
import io.bellbuoy.faults.cluster.Pause;
import io.bellbuoy.faults.cluster.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/** An instance is killed and finds a copy of its state directory that is older by at least one checkpoint. */
public record OldStore() implements Strike {

    private static final Duration AFTER = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "old copy of the state directory";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        Instance instance = cluster.instance(random.nextInt(2));
        Path copy = instance.state().resolveSibling("old-state");
        instance.kill();
        if (Files.isDirectory(instance.state())) {
            Stores.copy(instance.state(), copy);
        }
        instance.start();
        cluster.awaitRecovery();
        Pause.of(cluster.settings().betweenCheckpoints().plus(AFTER));
        instance.kill();
        long since = System.nanoTime();
        Stores.delete(instance.state());
        if (Files.isDirectory(copy)) {
            Stores.copy(copy, instance.state());
        }
        instance.start();
        cluster.awaitTakeover(since);
    }
}
