package io.bellbuoy.faults.run;

import io.bellbuoy.faults.cluster.ClusterSettings;
import io.bellbuoy.faults.strike.Strike;
import java.util.List;

/**
 * One trial.
 *
 * @param events how many records are sent at least
 * @param seed of the workload and of what faults leave open
 * @param strikes what happens, in order
 */
public record TrialSettings(ClusterSettings cluster, int events, long seed, List<Strike> strikes) {}
