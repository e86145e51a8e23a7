package io.bellbuoy.benchmarks.cost;

import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How JMH measures: each row in JVMs of its own.
 *
 * @param forks JVMs for each row
 * @param seconds of measuring in each JVM, after as many to warm up
 * @param jvmOptions of these JVMs
 */
public record Jmh(int forks, int seconds, List<String> jvmOptions) {

    public Jmh {
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** Measures one method with these values of its parameters. */
    Result<?> measure(Class<?> benchmark, String method, Map<String, String> parameters) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmark.getName() + "\\." + method + "$")
                .warmupIterations(seconds)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(seconds)
                .measurementTime(TimeValue.seconds(1))
                .forks(forks)
                .jvmArgs(jvmOptions.toArray(String[]::new))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        parameters.forEach(options::param);
        return new Runner(options.build()).runSingle().getPrimaryResult();
    }

    @Override
    public String toString() {
        return "%d x %d s a row, each JVM with %s".formatted(forks, seconds, String.join(" ", jvmOptions));
    }
}
