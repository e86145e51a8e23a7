package io.bellbuoy.quickstart.cli;

import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command {@code ./bellbuoy}. Exit status 0 after success, 1 after a problem, 2 after wrong usage. The launcher script
 * gives two system properties: {@code bellbuoy.home}, the repository's root (default: the working directory), and {@code
 * bellbuoy.terminal}, whether output goes to a terminal.
 */
@Command(
        name = "bellbuoy",
        description = "Fraud and alerting services on Kafka, on this machine.",
        mixinStandardHelpOptions = true,
        version = "bellbuoy 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:success", "1:a problem, said on standard error", "2:wrong usage"})
public final class Bellbuoy implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Bellbuoy() {}

    /** Runs a command and exits with its status. */
    public static void main(String[] arguments) {
        Program.run((console, home) -> commandLine(new Surroundings(console, Clock.systemUTC(), home)), arguments);
    }

    /** The command line with all commands; a new command is one more line here. */
    static CommandLine commandLine(Surroundings surroundings) {
        return commandLine(surroundings, System.in);
    }

    static CommandLine commandLine(Surroundings surroundings, InputStream standardInput) {
        CommandLine commands = new CommandLine(new Bellbuoy())
                .addSubcommand(new DemoCommand(surroundings))
                .addSubcommand(new ReplayCommand(surroundings))
                .addSubcommand(new TailCommand(surroundings))
                .addSubcommand(new CheckCommand(surroundings, standardInput))
                .addSubcommand(new BrokerCommand())
                .addSubcommand(new DatabaseCommand());
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        return Program.on(surroundings.console(), commands);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing: " + names());
    }

    private String names() {
        return spec.subcommands().entrySet().stream()
                .filter(entry ->
                        !entry.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .collect(java.util.stream.Collectors.joining(", "));
    }
}
