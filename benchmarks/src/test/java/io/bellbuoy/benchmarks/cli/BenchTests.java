package io.bellbuoy.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.quickstart.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final CommandLine commands = Bench.commandLine(Console.of(print, print, false, Map.of()), Path.of(""));

    @Test
    void helpNamesTheOptionsAndTheirDefaults() {
        commands.setOut(new PrintWriter(print, true));

        assertThat(commands.execute("bench", "--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--events", "2000000", "--accounts", "100000", "--runs", "--json", "--port-base");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--events=0        | warm-up must be from 0 to 3999999, not 4000000",
                "--warm-up=-1      | warm-up must be from 0 to 1999998, not -1",
                "--threads=5       | threads must be from 1 to 4, not 5",
                "--runs=0          | runs must be from 1 to 256, not 0",
                "--port-base=80    | port base must be from 1024 to 65534, not 80",
                "--systems=spark   | there is no system 'spark'; there are polling, parsing, bellbuoy, ",
            })
    void wrongUsageIsSaidInOneLine(String argument, String message) {
        assertThat(commands.execute("bench", argument)).isEqualTo(2);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("bellbuoy: " + message, "See ./bellbuoy bench --help");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latency --rate=0                   | --rate and --seconds must be above 0, --warm-up not below",
                "latency --systems=parsing          | raises no alerts as events come; take another system",
                "latency --systems=flink-window-heap | raises no alerts as events come",
                "recovery --rate=0                  | --rate must be above 0, --settle not below",
                "recovery --systems=flink-slices-heap | keeps no state over a restart of its process; take another"
                        + " system",
                "profile --rules=0                  | --rules must be from 1 to 1000, not 0",
                "profile --system=spark             | there is no system 'spark'",
                "parts --forks=0                    | --seconds and --forks must be above 0",
                "dead-letters --letters=9           | letters must be from 1000 to 100000000, not 9",
                "dead-letters --port-base=80        | port base must be from 1024 to 65532, not 80",
                "scaling --series=moon              | there are threads, rules, recipes, windows, keys, stage",
            })
    void wrongUsageOfFurtherBenchmarksIsSaidInOneLine(String arguments, String message) {
        String[] words = ("bench " + arguments).split(" ");

        assertThat(commands.execute(words)).isEqualTo(2);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("bellbuoy: ")
                .contains(message, "See ./bellbuoy bench " + words[1] + " --help");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rules=0         | --rules must be numbers above 0",
                "--windows=session | --windows must be of drawn, sliding and trailing",
                "--seconds=0       | --seconds and --forks must be above 0",
            })
    void wrongUsageOfTheCostOfRulesIsSaidInOneLine(String argument, String message) {
        assertThat(commands.execute("bench", "rules", argument)).isEqualTo(2);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("bellbuoy: " + message, "See ./bellbuoy bench rules --help");
    }
}
