package io.bellbuoy.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.bellbuoy.benchmarks.cli.Bench;
import io.bellbuoy.benchmarks.contender.Contender;
import io.bellbuoy.benchmarks.contender.Contenders;
import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.quickstart.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole benchmark, small: a real broker and every system in a JVM of its own. */
class BenchmarkTests {

    @TempDir
    private Path directory;

    @Test
    void everySystemReadsTheInputAndAlertsAreEqual() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Path json = directory.resolve("report.json");
        BenchSettings settings = new BenchSettings(
                new Workload(20_000, 200, 42),
                5_000,
                Contenders.all().stream()
                        .map(contender -> new Entrant(contender, null))
                        .toList(),
                2,
                2,
                1,
                freePorts(),
                List.of("-Xmx768m"),
                directory.resolve("bench"),
                json,
                "./bellbuoy bench --events 20000");

        boolean equal = new Benchmark(settings, Console.of(print, print, false, Map.of())).run(Bench.class);

        String printed = out.toString(StandardCharsets.UTF_8);
        assertThat(equal).as(printed).isTrue();
        assertThat(printed)
                .containsPattern("(?m)^parsing +[0-9,]+ +\\([0-9, -]+\\) +1\\.00 ")
                .containsPattern("alerts equal: yes \\([1-9]\\d*\\)");
        for (Contender system : Contenders.all()) {
            assertThat(printed).containsPattern("(?m)^" + system.name() + " +[0-9,]+ ");
        }
        assertThat(json).content().contains("\"alertsEqual\" : true");
        assertThat(Files.list(directory.resolve("bench/logs")))
                .extracting(log -> log.getFileName().toString())
                .contains("broker.log", "bench-polling-1.log", "bench-parsing-1.log", "bench-bellbuoy-1.log");
    }

    /** The first of two ports next to each other that nothing listens on. */
    private static int freePorts() throws IOException {
        while (true) {
            try (ServerSocket first = new ServerSocket(0)) {
                int port = first.getLocalPort();
                if (port < 65_535 && isFree(port + 1)) {
                    return port;
                }
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket ignored = new ServerSocket(port)) {
            return true;
        } catch (IOException busy) {
            return false;
        }
    }
}
