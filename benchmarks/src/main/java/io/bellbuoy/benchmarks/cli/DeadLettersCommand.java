package io.bellbuoy.benchmarks.cli;

import io.bellbuoy.benchmarks.deadletters.DeadLettersBenchmark;
import io.bellbuoy.benchmarks.deadletters.DeadLettersSettings;
import io.bellbuoy.quickstart.console.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bellbuoy bench dead-letters}. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes dead letters to a topic, lets the dead letter service collect them into PostgreSQL, and then asks"
                    + " for its pages: how many a second, and how long a page takes.",
            "Broker, PostgreSQL (commits reach the disk) and the service, as it ships, have a JVM or a process each."
        })
final class DeadLettersCommand implements Callable<Integer> {

    private final Console console;
    private final Path home;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--letters",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many dead letters (default: ${DEFAULT-VALUE}).")
    private int letters;

    @Option(
            names = "--causes",
            paramLabel = "N",
            defaultValue = "300",
            description = "In how many groups (default: ${DEFAULT-VALUE}).")
    private int causes;

    @Option(
            names = "--requests",
            paramLabel = "N",
            defaultValue = "50",
            description = "How often each page is asked for, after as many to warm up (default: ${DEFAULT-VALUE}).")
    private int requests;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The same seed gives the same dead letters (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--port-base",
            paramLabel = "P",
            defaultValue = "19292",
            description = "Broker on P, its controller on P+1, PostgreSQL on P+2, the service on P+3"
                    + " (default: ${DEFAULT-VALUE}).")
    private int portBase;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report there as JSON too.")
    private @Nullable Path json;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Where data and logs are kept; emptied at the start (default: .bellbuoy/bench-dead-letters in the"
                            + " repository).")
    private @Nullable Path directory;

    DeadLettersCommand(Console console, Path home) {
        this.console = console;
        this.home = home;
    }

    @Override
    public Integer call() {
        new DeadLettersBenchmark(settings(), console).run(Bench.class);
        return 0;
    }

    private DeadLettersSettings settings() {
        Path where = directory == null ? home.resolve(".bellbuoy/bench-dead-letters") : directory;
        try {
            return new DeadLettersSettings(
                    letters,
                    causes,
                    requests,
                    seed,
                    portBase,
                    where.toAbsolutePath().normalize(),
                    home,
                    json,
                    CommonOptions.typed(command));
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(command.commandLine(), refused.getMessage(), refused);
        }
    }
}
