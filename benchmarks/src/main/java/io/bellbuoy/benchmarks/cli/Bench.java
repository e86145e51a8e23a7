package io.bellbuoy.benchmarks.cli;

import io.bellbuoy.quickstart.cli.BrokerCommand;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Problem;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The program behind {@code ./bellbuoy bench}. Exit status 0 after success, 1 after a problem or if alerts were not equal, 2
 * after wrong usage. System properties are those of the quickstart: {@code bellbuoy.home} and {@code bellbuoy.terminal}.
 */
@Command(name = "bellbuoy", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
public final class Bench implements Runnable {

    private static final String LOGGING = "logback.configurationFile";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Bench() {}

    /** Runs a command and exits with its status. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "bellbuoy-logback.xml");
        }
        Console console = Console.of(System.out, System.err, Boolean.getBoolean("bellbuoy.terminal"), System.getenv());
        Path home = Path.of(System.getProperty("bellbuoy.home", "")).toAbsolutePath();
        System.exit(commandLine(console, home).execute(arguments));
    }

    static CommandLine commandLine(Console console, Path home) {
        CommandLine commands = new CommandLine(new Bench())
                .addSubcommand(new CommandLine(new BenchCommand(console, home))
                        .addSubcommand(new RulesCommand(console))
                        .addSubcommand(new PartsCommand(console))
                        .addSubcommand(new LatencyCommand(console, home))
                        .addSubcommand(new RecoveryCommand(console, home))
                        .addSubcommand(new ScalingCommand(console, home))
                        .addSubcommand(new ProfileCommand(console, home)))
                .addSubcommand(new TurnCommand())
                .addSubcommand(new BrokerCommand());
        commands.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, console));
        commands.setParameterExceptionHandler((mistake, given) -> {
            console.problem("bellbuoy: " + mistake.getMessage());
            console.problem("See ./" + mistake.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return CommandLine.ExitCode.USAGE;
        });
        commands.setUsageHelpAutoWidth(true);
        if (!console.isTerminal()) {
            commands.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        }
        return commands;
    }

    private static int report(Exception failure, Console console) {
        if (failure instanceof Problem problem) {
            console.problem("bellbuoy: " + problem.getMessage());
        } else {
            console.problem("bellbuoy: this should not have happened; please report it with what follows.");
            failure.printStackTrace(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "A command is missing: bench");
    }
}
