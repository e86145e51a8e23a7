package io.bellbuoy.benchmarks.cli;

import io.bellbuoy.benchmarks.contender.Contenders;
import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.run.BenchSettings;
import io.bellbuoy.benchmarks.run.Benchmark;
import io.bellbuoy.quickstart.console.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bellbuoy bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a real Kafka broker, fills a topic with generated payments, lets each system read it in a JVM of its own,"
                    + " and compares: events a second, CPU time, memory, and whether the alerts of the high-value rule are"
                    + " exactly those of a brute-force count.",
            "Leave the machine alone meanwhile. Exit status 1 if alerts differ."
        })
final class BenchCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "How many are measured (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "4000000",
            description = "How many each system does before those, since a JVM that has just started is slow for some"
                    + " seconds; 0 measures just that (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--accounts", paramLabel = "N", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(
            names = "--systems",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Which take part, in that order; NAME@MS sets the time between commits of one of Kafka Streams or Flink,"
                            + " otherwise 1000 (default: all).")
    private @Nullable List<String> systems;

    @Mixin
    private final CommonOptions common;

    BenchCommand(Console console, Path home) {
        this.console = console;
        this.common = new CommonOptions(home);
    }

    @Override
    public Integer call() {
        return new Benchmark(settings(), console).run(Bench.class) ? 0 : 1;
    }

    private BenchSettings settings() {
        return common.settings(
                () -> new Workload(Math.addExact(warmUp, events), accounts, common.seed()), warmUp, this::systems);
    }

    private List<Entrant> systems() {
        return systems == null
                ? Contenders.all().stream()
                        .map(contender -> new Entrant(contender, null))
                        .toList()
                : systems.stream().map(Entrant::of).toList();
    }
}
