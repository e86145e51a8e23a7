package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.cluster.Instance;
import io.bellbuoy.faults.cluster.Stores;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.stream.fault.FaultPoint;
import java.time.Duration;
import java.util.Random;

/**
 * An instance is killed at a random time, and once more when it gets to a point.
 *
 * @param nth the how manieth time that it is there
 */
public record PointKill(FaultPoint point, int nth) implements Strike {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** A time at the point that is reached soon. */
    public static PointKill at(FaultPoint point, Random random) {
        return new PointKill(point, 1 + random.nextInt(most(point)));
    }

    private static int most(FaultPoint point) {
        return switch (point) {
            case POLLED, BEGUN, PROCESSED, LOGGED, OFFSETS_SENT, FLUSHED, ANSWERED, COMMITTED, APPLIED -> 20;
            case LOCAL_CELLS_WRITTEN, LOCAL_POSITION_WRITTEN, LOCAL_FLUSHED -> 2;
            case REMOTE_ENTRIES_SENT,
                    REMOTE_COMMITTED,
                    REMOTE_POSITION_SENT,
                    REMOTE_COMPLETE,
                    RESTORE_TAKEN_OVER,
                    RESTORE_STORE_OPENED,
                    RESTORE_COPY_READ,
                    RESTORE_REPLAYED,
                    RESTORE_LIVE,
                    ASSIGNED,
                    REVOKED -> 1;
        };
    }

    @Override
    public String name() {
        return "kill -9 at " + point + ", time " + nth;
    }

    @Override
    public void on(Cluster cluster, Random random) {
        int number = random.nextInt(2);
        Instance instance = cluster.instance(number);
        Instance other = cluster.instance(1 - number);
        instance.kill();
        if (point == FaultPoint.RESTORE_COPY_READ) {
            Stores.delete(instance.state());
        }
        if (point == FaultPoint.REVOKED) {
            // Alone it has all partitions, and gives some back when the other one is there again.
            other.kill();
        }
        instance.startArmed(point + ":" + nth);
        if (point == FaultPoint.REVOKED) {
            cluster.awaitRecovery();
            other.start();
        }
        if (!instance.awaitEnd(LIMIT)) {
            throw new Problem(instance.name() + " was not at " + point + " for the time " + nth + " within "
                    + LIMIT.toSeconds() + " s.");
        }
        long since = System.nanoTime();
        instance.start();
        cluster.awaitTakeover(since);
    }
}
