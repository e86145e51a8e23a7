package io.bellbuoy.faults.cli;

import io.bellbuoy.quickstart.cli.BrokerCommand;
import io.bellbuoy.quickstart.cli.Program;
import io.bellbuoy.quickstart.console.Console;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program behind {@code ./bellbuoy faults}. Exit status 0 after success, 1 after a problem or if anything was lost, doubled or out of order, 2
 * after wrong usage. System properties are those of the quickstart: {@code bellbuoy.home} and {@code bellbuoy.terminal}.
 */
@Command(name = "bellbuoy", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
public final class Faults implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Faults() {}

    /** Runs a command and exits with its status. */
    public static void main(String[] arguments) {
        Program.run(Faults::commandLine, arguments);
    }

    static CommandLine commandLine(Console console, Path home) {
        CommandLine commands = new CommandLine(new Faults())
                .addSubcommand(new CommandLine(new FaultsCommand(console, home))
                        .addSubcommand(new MemoryCommand(console, home))
                        .addSubcommand(new TakeoverCommand(console, home)))
                .addSubcommand(new BrokerCommand());
        return Program.on(console, commands);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing: faults");
    }
}
