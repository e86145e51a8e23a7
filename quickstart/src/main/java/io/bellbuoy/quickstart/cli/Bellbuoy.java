package io.bellbuoy.quickstart.cli;

import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Problem;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    private static final String LOGGING = "logback.configurationFile";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Bellbuoy() {}

    /** Runs a command and exits with its status. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "bellbuoy-logback.xml");
        }
        Console console = Console.of(System.out, System.err, Boolean.getBoolean("bellbuoy.terminal"), System.getenv());
        Path home = Path.of(System.getProperty("bellbuoy.home", "")).toAbsolutePath();
        Surroundings surroundings = new Surroundings(console, Clock.systemUTC(), home);
        System.exit(commandLine(surroundings).execute(arguments));
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
                .addSubcommand(new BrokerCommand());
        commands.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, surroundings.console()));
        commands.setParameterExceptionHandler((mistake, arguments) -> explain(mistake, surroundings.console()));
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setUsageHelpAutoWidth(true);
        if (!surroundings.console().isTerminal()) {
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

    /** What is wrong and where to read more, rather than the whole help, in which the mistake would be lost. */
    private static int explain(CommandLine.ParameterException mistake, Console console) {
        CommandLine command = mistake.getCommandLine();
        console.problem("bellbuoy: " + mistake.getMessage());
        StringWriter suggestions = new StringWriter();
        CommandLine.UnmatchedArgumentException.printSuggestions(mistake, new PrintWriter(suggestions, true));
        suggestions.toString().lines().forEach(console::problem);
        console.problem("See ./" + command.getCommandSpec().qualifiedName() + " --help");
        return CommandLine.ExitCode.USAGE;
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
