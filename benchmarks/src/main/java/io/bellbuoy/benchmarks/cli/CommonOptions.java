package io.bellbuoy.benchmarks.cli;

import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.run.BenchSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all benchmarks with a broker have in common. */
final class CommonOptions {

    /** The heap has its size and its memory from the start, so that nobody's time goes into getting them. */
    private static final List<String> JVM_OPTIONS =
            List.of("-Xms3g", "-Xmx3g", "-XX:+UseParallelGC", "-XX:+UseTransparentHugePages", "-XX:+AlwaysPreTouch");

    private final Path home;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

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
            description = "Where data, state and logs are kept; emptied at the start (default: .bellbuoy/bench in the"
                    + " repository).")
    private @Nullable Path directory;

    CommonOptions(Path home) {
        this.home = home;
    }

    long seed() {
        return seed;
    }

    int threads() {
        return threads;
    }

    /**
     * The settings, checked.
     *
     * @throws ParameterException if something is out of range, or there is no such system
     */
    BenchSettings settings(Supplier<Workload> workload, int warmUp, Supplier<List<Entrant>> systems) {
        try {
            List<String> options = new ArrayList<>(JVM_OPTIONS);
            options.addAll(jvmOptions);
            return new BenchSettings(
                    workload.get(),
                    warmUp,
                    systems.get(),
                    partitions,
                    threads,
                    runs,
                    portBase,
                    options,
                    directory == null ? home.resolve(".bellbuoy/bench") : directory.toAbsolutePath(),
                    json,
                    typed(command));
        } catch (IllegalArgumentException | ArithmeticException refused) {
            throw refused(refused.getMessage(), refused);
        }
    }

    /** What was typed to run a command, for its report. */
    static String typed(CommandSpec command) {
        return "./bellbuoy "
                + String.join(" ", command.root().commandLine().getParseResult().originalArgs());
    }

    /** Wrong usage. */
    ParameterException refused(String message, @Nullable Throwable cause) {
        return new ParameterException(command.commandLine(), message, cause);
    }
}
