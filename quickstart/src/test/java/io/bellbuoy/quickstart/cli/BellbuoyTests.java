package io.bellbuoy.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.quickstart.console.TestConsole;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BellbuoyTests {

    @TempDir
    private Path home;

    private final TestConsole console = new TestConsole();
    private final StringWriter help = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "--help,        demo",
        "demo --help,   --exit-when-done",
        "replay --help, --map",
        "tail --help,   --json",
        "check --help,  --expect",
    })
    void helpIsPrinted(String arguments, String expected) {
        assertThat(run(arguments.split(" "))).isZero();
        assertThat(help.toString()).contains(expected).doesNotContain("broker  ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "tail                                         | Missing required parameter: 'TOPIC'",
                "tail t --max 0                               | limit must be 1 or more, not 0",
                "demo --events 10                             | events must be from 1,000 to 50,000,000, not 10",
                "demo --rate 0                                | the rate must be 1 event a second or more, not 0",
                "demo --port-base 80                          | the port base must be from 1024 to 65531, not 80",
                "demo --seed x                                | 'x' is not a long",
                "replay f.csv                                 | Missing required option: '--topic=T'",
                "replay f.csv --topic t --map a               | 'a' is not of the form field=column",
                "replay f.csv --topic t --speed fast          | 'fast' is not a speed: a number above 0, such as 1 or"
                        + " 60, or max",
                "replay f.csv --topic t --limit 0             | limit must be 1 or more, not 0",
                "replay f.csv --topic t --final-watermark-after soon | 'soon' is not a time such as 90s, 10m, 2h or 1d",
                "replay f.csv --topic t --final-watermark-after -1s  | must not lie before the last event",
                "check                                        | Missing required parameter: 'RULES.yml'",
                "check r.yml --expect e.ndjson                | --expect needs --events",
                "check r.yml --events e.ndjson --update       | --update needs --expect",
                "demo --evnts 5                               | Unknown options: '--evnts'",
            })
    void wrongUsageIsSaidInOneLineAndEndsWithTwo(String arguments, String expected) {
        assertThat(run(arguments.trim().split(" +"))).isEqualTo(2);
        assertThat(console.problems().get(0)).startsWith("bellbuoy: ").contains(expected);
        assertThat(console.problems().get(console.problems().size() - 1)).endsWith("--help");
    }

    @Test
    void missingCommandIsWrongUsageThatNamesTheCommands() {
        assertThat(run()).isEqualTo(2);
        assertThat(console.problems()).contains("bellbuoy: A command is missing: demo, replay, tail, check");
    }

    @Test
    void problemIsSaidWithoutStackTraceAndEndsWithOne() {
        assertThat(run("replay", home.resolve("no.csv").toString(), "--topic", "t"))
                .isEqualTo(1);
        assertThat(console.problems()).singleElement().asString().startsWith("bellbuoy: There is no readable file");
    }

    @Test
    void demoInADirectoryOfSomethingElseIsRefusedBeforeAnythingStarts() throws IOException {
        Files.writeString(home.resolve("thesis.txt"), "precious");

        assertThat(run("demo", "--dir", home.toString())).isEqualTo(1);
        assertThat(console.problems()).singleElement().asString().contains("not of a demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"90s", "10m", "2h", "1d", "PT0.5S"})
    void timesAreWrittenShort(String text) {
        assertThat(new ReplayCommand.DurationConverter().convert(text)).isPositive();
    }

    private int run(String... arguments) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-10T12:00:00Z"), ZoneOffset.UTC);
        CommandLine commands = Bellbuoy.commandLine(new Surroundings(console.console(), clock, home));
        return commands.setOut(new PrintWriter(help, true)).execute(arguments);
    }
}
