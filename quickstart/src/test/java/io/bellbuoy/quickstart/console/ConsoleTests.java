package io.bellbuoy.quickstart.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTests {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({
        "true,  '',  xterm, true",
        "false, '',  xterm, false",
        "true,  '1', xterm, false",
        "true,  '',  dumb,  false",
    })
    void coloursAreForTerminalsThatWantThem(boolean terminal, String noColor, String term, boolean coloured) {
        Console console = console(terminal, Map.of("NO_COLOR", noColor, "TERM", term));

        assertThat(console.paint(Colour.RED, "text")).isEqualTo(coloured ? "\u001b[31mtext\u001b[0m" : "text");
    }

    @Test
    void linesGoToStandardOutputAndProblemsToStandardError() {
        Console console = console(false, Map.of());
        console.line("a line");
        console.problem("a problem");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("a line\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("a problem\n");
    }

    @Test
    void progressWithoutTerminalIsALineEveryTenth() {
        try (Progress progress = Progress.of(console(false, Map.of()), "sent", 200)) {
            progress.at(10);
            progress.at(100);
            progress.at(101);
            progress.at(200);
        }

        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("  sent: 100 of 200 (50 %)\n  sent: 200 of 200 (100 %)\n");
    }

    @Test
    void controlCharactersOfDataDoNotReachTheTerminal() {
        assertThat(Console.printable("a\u001b[2Jb\nc\u009b")).isEqualTo("a\ufffd[2Jb\ufffdc\ufffd");
    }

    private Console console(boolean terminal, Map<String, String> environment) {
        return Console.of(new PrintStream(out, true), new PrintStream(err, true), terminal, environment);
    }
}
