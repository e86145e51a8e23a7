package io.bellbuoy.quickstart.cli;

import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BiFunction;
import picocli.CommandLine;

/** What the programs behind {@code ./bellbuoy} have in common: how they begin, and how they tell of problems. */
public final class Program {

    private static final String LOGGING = "logback.configurationFile";

    private Program() {}

    /**
     * Runs a command and exits with its status.
     *
     * @param commands makes the command line for a console and the repository's root
     */
    public static void run(BiFunction<Console, Path, CommandLine> commands, String[] arguments) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "bellbuoy-logback.xml");
        }
        Console console = Console.of(System.out, System.err, Boolean.getBoolean("bellbuoy.terminal"), System.getenv());
        Path home = Path.of(System.getProperty("bellbuoy.home", "")).toAbsolutePath();
        System.exit(commands.apply(console, home).execute(arguments));
    }

    /** The command line, telling of problems and mistakes on a console. */
    public static CommandLine on(Console console, CommandLine commands) {
        commands.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, console));
        commands.setParameterExceptionHandler((mistake, arguments) -> explain(mistake, console));
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
}
