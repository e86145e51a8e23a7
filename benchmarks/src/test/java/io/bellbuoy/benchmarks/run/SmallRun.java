package io.bellbuoy.benchmarks.run;

import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.quickstart.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** A small benchmark below a directory, on free ports, and what it prints. */
public final class SmallRun {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    private final Path directory;

    public SmallRun(Path directory) {
        this.directory = directory;
    }

    public Console console() {
        return Console.of(print, print, false, Map.of());
    }

    public String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public Path json() {
        return directory.resolve("report.json");
    }

    public Path logs() {
        return directory.resolve("bench/logs");
    }

    public BenchSettings settings(Workload workload, int warmUp, String... systems) {
        return new BenchSettings(
                workload,
                warmUp,
                List.of(systems).stream().map(Entrant::of).toList(),
                2,
                2,
                1,
                freePorts(2),
                List.of("-Xmx768m"),
                directory.resolve("bench"),
                json(),
                "./bellbuoy bench");
    }

    /** The first of so many ports in a row that nothing listens on, below those of outgoing connections. */
    public static int freePorts(int count) {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
        } while (!IntStream.range(port, port + count).allMatch(SmallRun::isFree));
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket ignored = new ServerSocket(port)) {
            return true;
        } catch (IOException busy) {
            return false;
        }
    }
}
