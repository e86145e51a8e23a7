package io.bellbuoy.benchmarks.cost;

import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures the parts of an event's way, each in JVMs of its own. */
public final class PartCosts {

    private static final String ROW = "%-52s %16s";

    private final int forks;
    private final int seconds;
    private final List<String> jvmOptions;

    /**
     * @param forks JVMs for each part
     * @param seconds of measuring in each JVM, after as many to warm up
     * @param jvmOptions of these JVMs
     */
    public PartCosts(int forks, int seconds, List<String> jvmOptions) {
        this.forks = forks;
        this.seconds = seconds;
        this.jvmOptions = List.copyOf(jvmOptions);
    }

    /** The head of the table. */
    public static String head() {
        return ROW.formatted("part", "ns");
    }

    /** Measures a part and returns its line of the table. */
    public String measure(Part part) throws RunnerException {
        Result<?> result = new Runner(new OptionsBuilder()
                        .include(PartsBenchmark.class.getName() + ".part")
                        .param("part", part.name())
                        .warmupIterations(seconds)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(seconds)
                        .measurementTime(TimeValue.seconds(1))
                        .forks(forks)
                        .jvmArgs(jvmOptions.toArray(String[]::new))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .runSingle()
                .getPrimaryResult();
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
