package io.bellbuoy.benchmarks.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.RunnerException;

/** Measures the time of an event by the number of rules, each number in JVMs of its own. */
public final class RuleCosts {

    /** Rules of all kinds, drawn by the seed. */
    public static final String DRAWN = "drawn";

    private static final String ROW = "%-9s %6s  %-14s %14s %9s %12s";

    private final Jmh jmh;
    private final long seed;

    /** @param seed draws the rules of the kind {@code drawn} */
    public RuleCosts(Jmh jmh, long seed) {
        this.jmh = jmh;
        this.seed = seed;
    }

    /**
     * A row.
     *
     * @param window the kind of window; {@code drawn}: rules of all kinds
     * @param rules how many rules
     * @param distinct whether each aggregates a value of its own
     * @param nanos the mean time of an event
     * @param error half of its confidence interval of 99.9 %
     */
    public record Cost(String window, int rules, boolean distinct, double nanos, double error) {}

    /** The lines of the report as they become known. */
    public interface Progress {

        /** A line is ready. */
        void line(String line);
    }

    /**
     * Measures one kind of window and prints a line a row.
     *
     * @param window sliding, trailing, or drawn: rules of all kinds
     * @param counts the numbers of rules; the first is what the others are compared with
     */
    public List<Cost> measure(String window, List<Integer> counts, Progress progress) throws RunnerException {
        List<Cost> costs = new ArrayList<>();
        for (boolean distinct : new boolean[] {false, true}) {
            for (int rules : counts) {
                if (!distinct || rules > 1 && !window.equals(DRAWN)) {
                    Cost cost = measure(window, rules, distinct);
                    costs.add(cost);
                    progress.line(line(cost, costs.get(0)));
                }
            }
        }
        return costs;
    }

    private Cost measure(String window, int rules, boolean distinct) throws RunnerException {
        Result<?> result = jmh.measure(
                RuleCostBenchmark.class,
                "event",
                Map.of(
                        "window", window.toUpperCase(Locale.ROOT),
                        "rules", Integer.toString(rules),
                        "distinct", Boolean.toString(distinct),
                        "seed", Long.toString(seed)));
        return new Cost(window, rules, distinct, result.getScore(), result.getScoreError());
    }

    /** The head of the table. */
    public static String head() {
        return ROW.formatted("window", "rules", "values", "ns an event", "ratio", "ns a rule");
    }

    /** A line of the table: the ratio is to the first row, ns a rule what each rule beyond the first row's adds. */
    static String line(Cost cost, Cost first) {
        int more = cost.rules() - first.rules();
        return ROW.formatted(
                        cost.window(),
                        cost.rules(),
                        values(cost),
                        time(cost),
                        "%.2f".formatted(cost.nanos() / first.nanos()),
                        more == 0 ? "-" : "%,.1f".formatted((cost.nanos() - first.nanos()) / more))
                .stripTrailing();
    }

    private static String values(Cost cost) {
        if (cost.window().equals(DRAWN)) {
            return "drawn";
        }
        return cost.distinct() ? "each its own" : "the same";
    }

    /** Two seconds are too few for an interval. */
    private static String time(Cost cost) {
        String nanos = "%,.0f".formatted(cost.nanos());
        return Double.isNaN(cost.error()) ? nanos : nanos + " ± %,.0f".formatted(cost.error());
    }
}
