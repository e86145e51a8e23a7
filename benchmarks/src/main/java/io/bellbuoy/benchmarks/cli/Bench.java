package io.bellbuoy.benchmarks.cli;

import io.bellbuoy.quickstart.cli.BrokerCommand;
import io.bellbuoy.quickstart.cli.DatabaseCommand;
import io.bellbuoy.quickstart.cli.Program;
import io.bellbuoy.quickstart.console.Console;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program behind {@code ./bellbuoy bench}. Exit status 0 after success, 1 after a problem or if alerts were not equal, 2
 * after wrong usage. System properties are those of the quickstart: {@code bellbuoy.home} and {@code bellbuoy.terminal}.
 */
@Command(name = "bellbuoy", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
public final class Bench implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Bench() {}

    /** Runs a command and exits with its status. */
    public static void main(String[] arguments) {
        Program.run(Bench::commandLine, arguments);
    }

    static CommandLine commandLine(Console console, Path home) {
        CommandLine commands = new CommandLine(new Bench())
                .addSubcommand(new CommandLine(new BenchCommand(console, home))
                        .addSubcommand(new RulesCommand(console))
                        .addSubcommand(new PartsCommand(console))
                        .addSubcommand(new LatencyCommand(console, home))
                        .addSubcommand(new RecoveryCommand(console, home))
                        .addSubcommand(new ScalingCommand(console, home))
                        .addSubcommand(new ProfileCommand(console, home))
                        .addSubcommand(new DeadLettersCommand(console, home)))
                .addSubcommand(new TurnCommand())
                .addSubcommand(new BrokerCommand())
                .addSubcommand(new DatabaseCommand());
        return Program.on(console, commands);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing: bench");
    }
}
