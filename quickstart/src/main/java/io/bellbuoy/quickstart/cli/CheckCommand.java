package io.bellbuoy.quickstart.cli;

import io.bellbuoy.engine.rule.RuleSet;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.stream.testing.EventFileException;
import io.bellbuoy.stream.testing.LineDiff;
import io.bellbuoy.stream.testing.RuleFile;
import io.bellbuoy.stream.testing.RuleFileException;
import io.bellbuoy.stream.testing.RuleTester;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellbuoy check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Checks a file of rules as the start of a service would, and runs the rules on events if some are given; no broker"
                    + " is started. Only what is in the file counts, not the environment.",
            "Exit status 0 if all is as it should be, 1 if a declaration is wrong, a file cannot be read or written, or the"
                    + " outputs are not those expected, 2 after wrong usage."
        },
        footer = {"", "Example:", "  ./bellbuoy check rules.yml --events events.ndjson --expect expected.ndjson"})
final class CheckCommand implements Callable<Integer> {

    private static final Path STANDARD_INPUT = Path.of("-");

    private final Surroundings surroundings;
    private final InputStream standardInput;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "RULES.yml", description = "The file, with its declarations below 'bellbuoy'.")
    private Path rules;

    @Option(
            names = "--events",
            paramLabel = "FILE",
            description =
                    "Events, one JSON object a line, '-' for standard input. With several streams each line names its"
                            + " own in the field _stream. The outputs are printed, one a line.")
    private @Nullable Path events;

    @Option(
            names = "--expect",
            paramLabel = "FILE",
            description = "The outputs to come, one a line; what differs is printed instead of the outputs.")
    private @Nullable Path expected;

    @Option(names = "--update", description = "Write the outputs to the file of --expect instead of comparing.")
    private boolean update;

    CheckCommand(Surroundings surroundings, InputStream standardInput) {
        this.surroundings = surroundings;
        this.standardInput = standardInput;
    }

    @Override
    public Integer call() {
        requireUsage(events != null || expected == null, "--expect needs --events");
        requireUsage(expected != null || !update, "--update needs --expect");
        try {
            RuleFile file = RuleFile.read(rules);
            Path given = events;
            return given == null ? validated(file) : run(file, lines(given));
        } catch (RuleFileException e) {
            e.problems().forEach(problem -> console().problem(rules + ": " + problem));
            return 1;
        } catch (EventFileException e) {
            throw new Problem(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new Problem(e.getMessage() + " Name a file in UTF-8 that can be read.", e);
        }
    }

    private void requireUsage(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), message);
        }
    }

    private int validated(RuleFile file) {
        console().line(counts(file.rules()));
        return 0;
    }

    private int run(RuleFile file, List<String> lines) {
        List<String> outputs = new RuleTester(file).run(lines);
        Path golden = expected;
        if (golden == null) {
            outputs.forEach(console()::line);
            return 0;
        }
        if (update) {
            write(golden, outputs);
            console()
                    .line("%s; %s written to %s"
                            .formatted(counts(file.rules()), count(outputs.size(), "output"), golden));
            return 0;
        }
        return compare(file, golden, outputs);
    }

    private int compare(RuleFile file, Path golden, List<String> outputs) {
        LineDiff diff = LineDiff.of(lines(golden), outputs);
        if (diff.isEmpty()) {
            console().line("%s; %s as expected".formatted(counts(file.rules()), count(outputs.size(), "output")));
            return 0;
        }
        diff.lines().forEach(console()::line);
        console()
                .problem(
                        "bellbuoy: The outputs are not those of " + golden
                                + " (- expected, + came, ~ differs; numbers are lines). If they are right, write them with --update.");
        return 1;
    }

    private static String counts(RuleSet rules) {
        List<String> counts = new ArrayList<>(List.of(
                count(rules.streams().size() - rules.tables().size(), "stream"),
                count(rules.features().size(), "feature"),
                count(rules.rules().size(), "rule")));
        addCount(rules.scorecards().size(), "scorecard", counts);
        addCount(rules.tables().size(), "table", counts);
        addCount(rules.joins().size(), "join", counts);
        addCount(rules.lists().size(), "list", counts);
        return String.join(", ", counts);
    }

    private static void addCount(int number, String of, List<String> counts) {
        if (number > 0) {
            counts.add(count(number, of));
        }
    }

    private static String count(int number, String of) {
        return number + " " + of + (number == 1 ? "" : "s");
    }

    private List<String> lines(Path file) {
        try {
            if (!file.equals(STANDARD_INPUT)) {
                return Files.readAllLines(file);
            }
            var reader = new BufferedReader(new InputStreamReader(standardInput, StandardCharsets.UTF_8));
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ".", e);
        }
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new Problem("Cannot write " + file + ". Name a file in a directory that can be written to.", e);
        }
    }

    private Console console() {
        return surroundings.console();
    }
}
