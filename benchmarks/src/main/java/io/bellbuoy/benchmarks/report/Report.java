package io.bellbuoy.benchmarks.report;

import io.bellbuoy.benchmarks.generate.Workload;
import java.util.List;

/**
 * All that a benchmark found.
 *
 * @param command what was typed
 * @param workload the input, with the warm-up
 * @param warmUp how many of its events are not measured
 * @param jvmOptions the options of each system's JVM
 * @param alertsExpected the number of alerts by brute force
 * @param alertsEqual whether every system that raises alerts raised exactly those in every run
 */
public record Report(
        String command,
        Machine machine,
        Workload workload,
        int warmUp,
        int partitions,
        int threads,
        List<String> jvmOptions,
        int alertsExpected,
        boolean alertsEqual,
        List<SystemSummary> systems,
        List<RunResult> runs) {

    public Report {
        jvmOptions = List.copyOf(jvmOptions);
        systems = List.copyOf(systems);
        runs = List.copyOf(runs);
    }
}
