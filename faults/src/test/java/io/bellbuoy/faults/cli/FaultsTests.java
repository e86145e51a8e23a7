package io.bellbuoy.faults.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.quickstart.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FaultsTests {

    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);

    private CommandLine commands() {
        CommandLine commands = Faults.commandLine(Console.of(print, print, false, Map.of()), home);
        commands.setOut(new PrintWriter(print, true));
        return commands;
    }

    @Test
    void helpNamesTheOptionsAndTheirDefaults() {
        assertThat(commands().execute("faults", "--help")).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("--events", "200000", "--seed", "--points", "--faults", "--port-base");
    }

    @Test
    void aPartThatIsNoneIsSaidWithAnExample() throws IOException {
        Path target = Files.createDirectories(home.resolve("fraud-detection-service/target"));
        Files.createFile(target.resolve("fraud-detection-service-1-exec.jar"));

        assertThat(commands().execute("faults", "--seed=2", "--part=3/2")).isEqualTo(1);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--part=3/2 is not K/N, such as 2/3");
    }

    @Test
    void aServiceThatIsNotBuiltIsSaidInOneLine() {
        assertThat(commands().execute("faults", "--seed=2")).isEqualTo(1);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("There is no fraud-detection-service-*-exec.jar", "./bellbuoy")
                .hasLineCount(1);
    }
}
