package io.bellbuoy.benchmarks.latency;

import io.bellbuoy.benchmarks.report.Machine;
import io.bellbuoy.benchmarks.report.Spread;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * What a measurement of latency found.
 *
 * @param command what was typed
 * @param rate events a second
 * @param seconds how long was measured, in each turn
 * @param warmUpSeconds how long was not, before
 * @param jvmOptions the options of each system's JVM
 * @param alertsEqual whether all alerts were as they must be
 */
public record LatencyReport(
        String command,
        Machine machine,
        int rate,
        int seconds,
        int warmUpSeconds,
        int accounts,
        int partitions,
        int threads,
        List<String> jvmOptions,
        boolean alertsEqual,
        List<Turn> turns) {

    private static final String ROW = "%-28s %8s %8s %8s %8s %8s %8s";

    public LatencyReport {
        jvmOptions = List.copyOf(jvmOptions);
        turns = List.copyOf(turns);
    }

    /**
     * One system in one run.
     *
     * @param run counts from 1
     */
    public record Turn(int run, String system, Percentiles latency) {}

    /** For people: a line a system with the medians over the runs. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(ROW.formatted("system, ms", "p50", "p99", "p99.9", "most", "alerts", "runs"));
        Set<String> systems = new LinkedHashSet<>();
        turns.forEach(turn -> systems.add(turn.system()));
        systems.forEach(system -> lines.add(line(system)));
        lines.add("");
        lines.add(
                "From before the send of the event that rings to the alert at a read_committed consumer; medians of the runs.");
        lines.add(
                ("%,d events/s for %d s after %d s, %,d accounts, %d partitions, %d threads; NAME@MS: time between commits;"
                                + " each system's JVM with %s.")
                        .formatted(
                                rate,
                                seconds,
                                warmUpSeconds,
                                accounts,
                                partitions,
                                threads,
                                String.join(" ", jvmOptions)));
        lines.add(machine.toString());
        lines.add(command);
        lines.add("alerts equal: " + (alertsEqual ? "yes" : "NO"));
        return lines;
    }

    private String line(String system) {
        List<Percentiles> own = turns.stream()
                .filter(turn -> turn.system().equals(system))
                .map(Turn::latency)
                .toList();
        int alerts = own.stream().mapToInt(Percentiles::count).sum();
        return ROW.formatted(
                system,
                median(own, Percentiles::p50),
                median(own, Percentiles::p99),
                median(own, Percentiles::p999),
                median(own, Percentiles::max),
                alerts,
                own.size());
    }

    private static String median(List<Percentiles> turns, ToDoubleFunction<Percentiles> value) {
        double median =
                Spread.of(turns.stream().map(value::applyAsDouble).toList()).median();
        return String.format(Locale.ROOT, "%.1f", median);
    }
}
