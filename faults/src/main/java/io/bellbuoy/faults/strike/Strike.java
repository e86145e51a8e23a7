package io.bellbuoy.faults.strike;

import io.bellbuoy.faults.cluster.Cluster;
import java.util.Random;

/** One fault. When it returns instances 0 and 1 run again, and every partition has gone on. */
public sealed interface Strike
        permits PointKill,
                RandomKill,
                Zombie,
                BrokerKill,
                BrokerSilence,
                StoreDamage,
                OldStore,
                Storm,
                SlowHandler,
                RulesReload,
                DiskFull,
                MissingDeadLetterTopic,
                CoordinatorKill,
                RollingRestart,
                StaleCheckpoint,
                DeniedDeadLetters,
                SlowDownstream,
                LostAnswer,
                ExpiredOffsets,
                Mixed {

    /** What it is, for reports. */
    String name();

    /**
     * Does it.
     *
     * @param random decides what the fault leaves open
     * @throws io.bellbuoy.quickstart.console.Problem if the cluster does not get over it
     */
    void on(Cluster cluster, Random random);
}
