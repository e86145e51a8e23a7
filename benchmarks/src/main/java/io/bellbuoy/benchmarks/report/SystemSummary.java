package io.bellbuoy.benchmarks.report;

import io.bellbuoy.benchmarks.measure.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * One system over all runs.
 *
 * @param rate events a second
 * @param cpuSeconds of one core
 * @param peakRssBytes resident memory; 0 where the system does not tell
 * @param ratio its rate over the baseline's of the same run; null without a baseline
 * @param coldRate events a second of a JVM that has just started
 * @param coldRatio its cold rate over the baseline's, likewise
 */
public record SystemSummary(
        String system,
        Spread rate,
        Spread cpuSeconds,
        Spread peakRssBytes,
        @Nullable Spread ratio,
        Spread coldRate,
        @Nullable Spread coldRatio) {

    /** All systems in the order in which they first had a turn. */
    public static List<SystemSummary> of(List<RunResult> results, String baseline) {
        Set<String> systems = new LinkedHashSet<>();
        results.forEach(result -> systems.add(result.system()));
        return systems.stream().map(system -> of(system, results, baseline)).toList();
    }

    private static SystemSummary of(String system, List<RunResult> results, String baseline) {
        return new SystemSummary(
                system,
                spread(system, results, Measurement::rate),
                spread(system, results, Measurement::cpuSeconds),
                spread(system, results, Measurement::peakRssBytes),
                ratio(system, results, baseline, Measurement::rate),
                spread(system, results, Measurement::coldRate),
                ratio(system, results, baseline, Measurement::coldRate));
    }

    private static Spread spread(String system, List<RunResult> results, ToDoubleFunction<Measurement> value) {
        return Spread.of(results.stream()
                .filter(result -> result.system().equals(system))
                .map(result -> value.applyAsDouble(result.measurement()))
                .toList());
    }

    private static @Nullable Spread ratio(
            String system, List<RunResult> results, String baseline, ToDoubleFunction<Measurement> rate) {
        List<Double> ratios = new ArrayList<>();
        for (RunResult own : results) {
            for (RunResult other : results) {
                if (own.system().equals(system) && other.system().equals(baseline) && own.run() == other.run()) {
                    ratios.add(rate.applyAsDouble(own.measurement()) / rate.applyAsDouble(other.measurement()));
                }
            }
        }
        return ratios.isEmpty() ? null : Spread.of(ratios);
    }
}
