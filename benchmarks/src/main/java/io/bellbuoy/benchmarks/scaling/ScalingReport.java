package io.bellbuoy.benchmarks.scaling;

import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.measure.Measurement;
import io.bellbuoy.benchmarks.report.Machine;
import io.bellbuoy.benchmarks.report.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How throughput changes with what is varied.
 *
 * @param command what was typed
 * @param workload the input of those variants that have no number of accounts of their own, with the warm-up
 * @param warmUp how many of its events are not measured
 * @param jvmOptions the options of each JVM
 * @param alertsEqual whether all alerts of the high-value rule were as they must be
 */
public record ScalingReport(
        String command,
        Machine machine,
        Workload workload,
        int warmUp,
        int partitions,
        List<String> jvmOptions,
        boolean alertsEqual,
        List<Turn> turns) {

    private static final String ROW = "%-18s %12s  %-23s %14s %8s";
    /** More are in the JSON. */
    private static final int MOST_NAMED = 10;

    private static final double MIB = 1 << 20;

    public ScalingReport {
        jvmOptions = List.copyOf(jvmOptions);
        turns = List.copyOf(turns);
    }

    /**
     * One variant in one run.
     *
     * @param run counts from 1
     * @param rules the names of drawn rules
     */
    public record Turn(int run, String series, String variant, List<String> rules, Measurement measurement) {}

    /** For people: a line a variant. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(row("variant", "events/s", "(min - max)", "time an event", "MiB"));
        Map<String, String> seriesOf = new LinkedHashMap<>();
        turns.forEach(turn -> seriesOf.putIfAbsent(turn.variant(), turn.series()));
        Map<String, String> firstOf = new LinkedHashMap<>();
        seriesOf.forEach((variant, series) -> {
            firstOf.putIfAbsent(series, variant);
            lines.add(line(variant, firstOf.get(series)));
        });
        lines.add("");
        drawn().forEach((rules, variants) -> lines.add("%s: beside high-value, drawn by seed %d: %s"
                .formatted(String.join(", ", variants), workload.seed(), String.join(", ", rules))));
        lines.add(
                "Medians; time an event: as a multiple of the first variant's of the same series and run; MiB: peak memory.");
        lines.add(
                "%,d events after %,d to warm up, %,d accounts unless said otherwise, seed %d, %d partitions; JVM with %s."
                        .formatted(
                                workload.events() - warmUp,
                                warmUp,
                                workload.accounts(),
                                workload.seed(),
                                partitions,
                                String.join(" ", jvmOptions)));
        lines.add(machine.toString());
        lines.add(command);
        lines.add("alerts equal: " + (alertsEqual ? "yes" : "NO"));
        return lines;
    }

    private Map<List<String>, Set<String>> drawn() {
        Map<List<String>, Set<String>> drawn = new LinkedHashMap<>();
        turns.stream()
                .filter(turn -> !turn.rules().isEmpty() && turn.rules().size() <= MOST_NAMED)
                .forEach(turn -> drawn.computeIfAbsent(turn.rules(), rules -> new LinkedHashSet<>())
                        .add(turn.variant()));
        return drawn;
    }

    private String line(String variant, String first) {
        List<Turn> own =
                turns.stream().filter(turn -> turn.variant().equals(variant)).toList();
        Spread rate =
                Spread.of(own.stream().map(turn -> turn.measurement().rate()).toList());
        Spread memory = Spread.of(own.stream()
                .map(turn -> turn.measurement().peakRssBytes() / MIB)
                .toList());
        return row(
                variant,
                thousands(rate.median()),
                "(%s - %s)".formatted(thousands(rate.min()), thousands(rate.max())),
                String.format(Locale.ROOT, "%.2f", cost(own, first).median()),
                thousands(memory.median()));
    }

    private Spread cost(List<Turn> own, String first) {
        List<Double> costs = new ArrayList<>();
        for (Turn turn : own) {
            turns.stream()
                    .filter(other ->
                            other.run() == turn.run() && other.variant().equals(first))
                    .forEach(other -> costs.add(
                            other.measurement().rate() / turn.measurement().rate()));
        }
        return Spread.of(costs);
    }

    private static String row(String... cells) {
        return ROW.formatted((Object[]) cells).stripTrailing();
    }

    private static String thousands(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
