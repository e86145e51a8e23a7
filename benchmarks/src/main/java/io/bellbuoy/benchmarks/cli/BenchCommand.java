package io.bellbuoy.benchmarks.cli;

import io.bellbuoy.benchmarks.contender.Contenders;
import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.run.BenchSettings;
import io.bellbuoy.benchmarks.run.Benchmark;
import io.bellbuoy.quickstart.console.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

    /** The heap has its size and its memory from the start, so that nobody's time goes into getting them. */
    private static final List<String> JVM_OPTIONS =
            List.of("-Xms3g", "-Xmx3g", "-XX:+UseParallelGC", "-XX:+UseTransparentHugePages", "-XX:+AlwaysPreTouch");

    private final Console console;
    private final Path home;

    @Spec
    private CommandSpec command;

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
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The same seed gives the same events (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Threads that each system reads with (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "4",
            description = "Partitions of the input (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Turns of each system, interleaved (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--systems",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Which take part, in that order; NAME@MS sets the time between commits of one of Kafka Streams or Flink,"
                            + " otherwise 1000 (default: all).")
    private @Nullable List<String> systems;

    @Option(
            names = "--port-base",
            paramLabel = "P",
            defaultValue = "19192",
            description = "Broker on P, its controller on P+1 (default: ${DEFAULT-VALUE}).")
    private int portBase;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description = "A further option for the JVM of each system, such as --jvm=-Xmx2g; may be repeated.")
    private List<String> jvmOptions = new ArrayList<>();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report there as JSON too.")
    private @Nullable Path json;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Where data, state and logs are kept; emptied at the start (default: .bellbuoy/bench in the repository).")
    private @Nullable Path directory;

    BenchCommand(Console console, Path home) {
        this.console = console;
        this.home = home;
    }

    @Override
    public Integer call() {
        return new Benchmark(settings(), console).run(Bench.class) ? 0 : 1;
    }

    private BenchSettings settings() {
        try {
            List<String> options = new ArrayList<>(JVM_OPTIONS);
            options.addAll(jvmOptions);
            return new BenchSettings(
                    new Workload(Math.addExact(warmUp, events), accounts, seed),
                    warmUp,
                    systems(),
                    partitions,
                    threads,
                    runs,
                    portBase,
                    options,
                    directory == null ? home.resolve(".bellbuoy/bench") : directory.toAbsolutePath(),
                    json,
                    "./bellbuoy "
                            + String.join(
                                    " ",
                                    command.root()
                                            .commandLine()
                                            .getParseResult()
                                            .originalArgs()));
        } catch (IllegalArgumentException | ArithmeticException refused) {
            throw new ParameterException(command.commandLine(), refused.getMessage(), refused);
        }
    }

    private List<Entrant> systems() {
        return systems == null
                ? Contenders.all().stream()
                        .map(contender -> new Entrant(contender, null))
                        .toList()
                : systems.stream().map(Entrant::of).toList();
    }
}
