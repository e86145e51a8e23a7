package io.bellbuoy.benchmarks.cost;

import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.RunnerException;

/** Measures the parts of an event's way, each in JVMs of its own. */
public final class PartCosts {

    private static final String ROW = "%-52s %16s";

    private final Jmh jmh;

    public PartCosts(Jmh jmh) {
        this.jmh = jmh;
    }

    /** The head of the table. */
    public static String head() {
        return ROW.formatted("part", "ns");
    }

    /** Measures a part and returns its line of the table. */
    public String measure(Part part) throws RunnerException {
        Result<?> result = jmh.measure(PartsBenchmark.class, "part", Map.of("part", part.name()));
        return line(part, result.getScore(), result.getScoreError());
    }

    /** @param error half of the confidence interval; not a number if there is none */
    static String line(Part part, double nanos, double error) {
        String time = String.format(Locale.ROOT, "%,.0f", nanos);
        return ROW.formatted(
                        part.label(), Double.isNaN(error) ? time : time + String.format(Locale.ROOT, " ± %,.0f", error))
                .stripTrailing();
    }
}
