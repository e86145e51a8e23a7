package io.bellbuoy.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for people: one line a system. */
public final class Table {

    private static final String ROW = "%-22s %12s  %-23s %6s %12s %6s %7s %9s";
    private static final double MIB = 1 << 20;

    private Table() {}

    /** The lines of the report. */
    public static List<String> lines(Report report, String baseline) {
        List<String> lines = new ArrayList<>();
        lines.add(row("system", "events/s", "(min - max)", "ratio", "cold", "ratio", "CPU s", "peak MiB"));
        report.systems().forEach(system -> lines.add(row(system)));
        lines.add("");
        lines.add(
                "Medians of %d; ratio: to '%s' in the same run; cold: from a JVM's first record; CPU s: of one core; peak: memory."
                        .formatted(runs(report), baseline));
        lines.add(
                "%,d events after %,d to warm up, %,d accounts, seed %d, %d partitions, %d threads; each system's JVM with %s."
                        .formatted(
                                report.workload().events() - report.warmUp(),
                                report.warmUp(),
                                report.workload().accounts(),
                                report.workload().seed(),
                                report.partitions(),
                                report.threads(),
                                String.join(" ", report.jvmOptions())));
        lines.add(report.machine().toString());
        lines.add(report.command());
        lines.add("alerts equal: %s (%d)".formatted(report.alertsEqual() ? "yes" : "NO", report.alertsExpected()));
        return lines;
    }

    private static int runs(Report report) {
        return report.runs().stream().mapToInt(RunResult::run).max().orElse(0);
    }

    private static String row(SystemSummary system) {
        Spread rate = system.rate();
        Spread ratio = system.ratio();
        Spread coldRatio = system.coldRatio();
        double peak = system.peakRssBytes().median();
        return row(
                system.system(),
                thousands(rate.median()),
                "(%s - %s)".formatted(thousands(rate.min()), thousands(rate.max())),
                ratio == null ? "-" : decimal(ratio.median(), 2),
                thousands(system.coldRate().median()),
                coldRatio == null ? "-" : decimal(coldRatio.median(), 2),
                decimal(system.cpuSeconds().median(), 1),
                peak == 0 ? "-" : decimal(peak / MIB, 0));
    }

    private static String row(String... cells) {
        return ROW.formatted((Object[]) cells).stripTrailing();
    }

    private static String thousands(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
