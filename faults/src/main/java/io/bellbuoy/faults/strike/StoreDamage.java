package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Instance;
import io.bellbuoy.faults.cluster.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** All instances are killed, and of the files of RocksDB that they left a third is damaged. */
public record StoreDamage(Kind kind) implements Strike {

    private static final int ONE_OF = 3;

    /** What happens to a file. */
    public enum Kind {
        TRUNCATED,
        FLIPPED,
        DELETED
    }

    @Override
    public String name() {
        return "RocksDB files "
                + switch (kind) {
                    case TRUNCATED -> "truncated";
                    case FLIPPED -> "with a flipped bit";
                    case DELETED -> "deleted";
                };
    }

    @Override
    public void on(Cluster cluster, Random random) {
        for (int i = 0; i < 2; i++) {
            cluster.instance(i).kill();
        }
        long since = System.nanoTime();
        for (int i = 0; i < 2; i++) {
            damage(cluster.instance(i), random);
            cluster.instance(i).start();
        }
        cluster.awaitTakeover(since);
    }

    private void damage(Instance instance, Random random) {
        if (!Files.isDirectory(instance.state())) {
            return;
        }
        for (Path file : Stores.files(instance.state())) {
            if (random.nextInt(ONE_OF) == 0) {
                switch (kind) {
                    case TRUNCATED -> Stores.truncate(file);
                    case FLIPPED -> Stores.flip(file, random);
                    case DELETED -> Stores.remove(file);
                }
            }
        }
    }
}
