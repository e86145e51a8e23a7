package io.bellbuoy.quickstart.demo;

import io.bellbuoy.quickstart.desk.Desk;
import io.bellbuoy.quickstart.generate.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What a demo found, as lines.
 *
 * @param events events sent
 * @param eventsPerSecond of the part at full speed, from the first one sent to the last one committed
 * @param rate events a second of the part in which latency was measured
 * @param brokenSent how many broken records were sent on purpose
 * @param lateSent how many late ones
 * @param stock what the dead letter service has
 */
record Summary(
        long events,
        double eventsPerSecond,
        int rate,
        long brokenSent,
        long lateSent,
        Collector.Findings findings,
        Desk.Stock stock,
        Labels labels) {

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("Summary (synthetic: the stream and its labels are generated; figures say how the rules fit this"
                + " generator, not your data)");
        lines.add(row("events in", "%,d", events));
        lines.add(row("alerts", "%,d", findings.alerts().size()));
        lines.add(row("blocks / releases", "%,d / %,d", findings.blocks(), findings.releases()));
        lines.add(row(
                "dead letters", "%,d %s, of %,d broken records sent", findings.deadLetterCount(), kinds(), brokenSent));
        lines.add(row("at the desk", "%,d dead letters of %,d causes", stock.letters(), stock.causes()));
        lines.add(row("late events", "%,d, of %,d sent", findings.late(), lateSent));
        lines.add(row("throughput", "%,.0f events/s, first event sent to last one committed", eventsPerSecond));
        lines.add(row("latency", "%s", latency()));
        lines.add("");
        lines.addAll(scores());
        return lines;
    }

    private String latency() {
        Latencies latencies = findings.latencies();
        return latencies.count() == 0
                ? "not measured: no alert rang in the steady part"
                : String.format(
                        Locale.ROOT,
                        "p50 %.0f ms, p99 %.0f ms, event produced to alert committed (%d alerts at %,d events/s)",
                        latencies.p50Millis(),
                        latencies.p99Millis(),
                        latencies.count(),
                        rate);
    }

    private List<String> scores() {
        List<String> lines = new ArrayList<>();
        lines.add("  %-20s %8s %10s %8s   %s".formatted("rule", "alerts", "precision", "recall", "(synthetic)"));
        TreeMap<String, Score> scores = Score.byRule(findings.alerts(), labels);
        scores.forEach((rule, score) -> lines.add(scoreLine(rule, score)));
        lines.add(scoreLine("all", Score.overall(findings.alerts(), labels)));
        lines.add("  precision: alerts about a labelled fraud / alerts;"
                + " recall: frauds found by the rule meant for them / frauds of its kind");
        return lines;
    }

    private String scoreLine(String rule, Score score) {
        return String.format(
                Locale.ROOT,
                "  %-20s %,8d %10s %8s",
                rule,
                score.alerts(),
                share(score.precision()),
                share(score.recall()));
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    private String kinds() {
        return new TreeMap<>(findings.deadLetters())
                .toString()
                .replace("{", "(")
                .replace("}", ")");
    }

    private static String row(String name, String format, Object... values) {
        return "  %-20s ".formatted(name) + String.format(Locale.ROOT, format, values);
    }
}
