package io.bellbuoy.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.quickstart.console.TestConsole;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./bellbuoy check}, on a recipe of the documentation. */
class CheckTests {

    private static final Path RECIPE = Path.of("..", "docs", "recipes", "velocity");

    @TempDir
    private Path directory;

    private final TestConsole console = new TestConsole();
    private Path rules;
    private Path events;
    private Path expected;

    @BeforeEach
    void copy() throws IOException {
        rules = Files.copy(RECIPE.resolve("rules.yml"), directory.resolve("rules.yml"));
        events = Files.copy(RECIPE.resolve("events.ndjson"), directory.resolve("events.ndjson"));
        expected = Files.copy(RECIPE.resolve("expected.ndjson"), directory.resolve("expected.ndjson"));
    }

    @Test
    void validFileIsCounted() {
        assertThat(check()).isZero();
        assertThat(console.lines()).containsExactly("1 stream, 0 features, 1 rule");
        assertThat(console.problems()).isEmpty();
    }

    @Test
    void eachProblemIsALineAndTheStatusIsOne() throws IOException {
        Files.writeString(
                rules,
                Files.readString(rules).replace("n > 5", "m > 5")
                        + "    second: { stream: paymnts, when: \"amount > 1\" }\n");

        assertThat(check()).isEqualTo(1);
        assertThat(console.problems())
                .hasSize(2)
                .allMatch(problem -> problem.startsWith(rules + ": "))
                .anyMatch(problem -> problem.contains("rule 'velocity'"))
                .anyMatch(problem -> problem.contains("rule 'second'") && problem.contains("did you mean 'payments'?"));
    }

    @Test
    void outputsOfEventsArePrinted() throws IOException {
        assertThat(check("--events", events.toString())).isZero();
        assertThat(console.lines()).isEqualTo(Files.readAllLines(expected));
    }

    @Test
    void eventsAreReadFromStandardInput() throws IOException {
        try (InputStream input = Files.newInputStream(events)) {
            assertThat(check(input, "--events", "-")).isZero();
        }
        assertThat(console.lines()).isEqualTo(Files.readAllLines(expected));
    }

    @Test
    void expectedOutputsAreConfirmed() {
        assertThat(check("--events", events.toString(), "--expect", expected.toString()))
                .isZero();
        assertThat(console.lines()).containsExactly("1 stream, 0 features, 1 rule; 1 output as expected");
    }

    @Test
    void differenceIsPrintedAndTheStatusIsOneUntilTheFileIsUpdated() throws IOException {
        List<String> right = Files.readAllLines(expected);
        Files.writeString(expected, "{\"topic\":\"other\"}\n");

        assertThat(check("--events", events.toString(), "--expect", expected.toString()))
                .isEqualTo(1);
        assertThat(console.lines()).containsExactly("-1 {\"topic\":\"other\"}", "+1 " + right.get(0));
        assertThat(console.problems()).singleElement().asString().contains("--update");

        assertThat(check("--events", events.toString(), "--expect", expected.toString(), "--update"))
                .isZero();
        assertThat(expected).hasContent(String.join("\n", right));
    }

    @Test
    void fileThatIsNotThereIsAProblem() {
        assertThat(check("--events", directory.resolve("none").toString())).isEqualTo(1);
        assertThat(console.problems()).singleElement().asString().contains("Cannot read", "none");
    }

    @Test
    void lineWithABrokenFieldOfTheKitIsAProblem() throws IOException {
        Files.writeString(events, "{\"_timestamp\":\"noon\"}\n");

        assertThat(check("--events", events.toString())).isEqualTo(1);
        assertThat(console.problems())
                .singleElement()
                .asString()
                .startsWith("bellbuoy: line 1 of the events: _timestamp is 'noon'");
    }

    private int check(String... options) {
        return check(new ByteArrayInputStream(new byte[0]), options);
    }

    private int check(InputStream input, String... options) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-10T12:00:00Z"), ZoneOffset.UTC);
        Surroundings surroundings = new Surroundings(console.console(), clock, directory);
        String[] arguments = new String[options.length + 2];
        arguments[0] = "check";
        arguments[1] = rules.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        CommandLine commands = Bellbuoy.commandLine(surroundings, input);
        return commands.execute(arguments);
    }
}
