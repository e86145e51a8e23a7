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
 */
public record SystemSummary(
        String system,
        Spread rate,
        Spread cpuSeconds,
        Spread peakRssBytes,
        @Nullable Spread ratio) {

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
                ratio(system, results, baseline));
    }

    private static Spread spread(String system, List<RunResult> results, ToDoubleFunction<Measurement> value) {
        return Spread.of(results.stream()
                .filter(result -> result.system().equals(system))
                .map(result -> value.applyAsDouble(result.measurement()))
                .toList());
    }

    private static @Nullable Spread ratio(String system, List<RunResult> results, String baseline) {
        List<Double> ratios = new ArrayList<>();
        for (RunResult own : results) {
            for (RunResult other : results) {
                if (own.system().equals(system) && other.system().equals(baseline) && own.run() == other.run()) {
                    ratios.add(own.measurement().rate() / other.measurement().rate());
                }
            }
        }
        return ratios.isEmpty() ? null : Spread.of(ratios);
    }
}
