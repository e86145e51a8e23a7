package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Instance;
import io.bellbuoy.faults.cluster.Pause;
import io.bellbuoy.faults.cluster.SmallDisk;
import io.bellbuoy.quickstart.console.Problem;
import java.time.Duration;
import java.util.Random;

/** The disk of a state directory is full for a while, and then lost with its process. */
public record DiskFull() implements Strike {

    private static final int MEGABYTES = 256;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    /** So long that a checkpoint was due. */
    private static final Duration BEYOND = Duration.ofSeconds(5);

    private static final Duration AFTER = Duration.ofSeconds(6);

    @Override
    public String name() {
        return "disk of the state directory full";
    }

    @Override
    public void on(Cluster cluster, Random random) {
        Instance instance = cluster.instance(random.nextInt(2));
        SmallDisk disk = new SmallDisk(instance.state(), MEGABYTES);
        instance.kill();
        instance.use(disk);
        instance.start();
        // What is not restored yet could not be: a store needs room.
        if (!instance.awaitLog("is live", LIMIT)) {
            throw new Problem(instance.name() + " has no partition within " + LIMIT.toSeconds() + " s.");
        }
        cluster.awaitRecovery();
        disk.fill(instance.pid());
        // Not until it has gone on: a task whose heap is full of what the disk did not take stands still.
        Pause.of(cluster.settings().betweenCheckpoints().plus(BEYOND));
        disk.empty(instance.pid());
        Pause.of(AFTER);
        cluster.awaitRecovery();
        instance.kill();
        instance.use(null);
        instance.start();
        cluster.awaitRecovery();
    }
}
