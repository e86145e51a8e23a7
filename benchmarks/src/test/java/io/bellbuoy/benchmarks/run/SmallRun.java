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

    public BenchSettings settings(Workload workload, int warmUp, String... systems) throws IOException {
        return new BenchSettings(
                workload,
                warmUp,
                List.of(systems).stream().map(Entrant::of).toList(),
                2,
                2,
                1,
                freePorts(),
                List.of("-Xmx768m"),
                directory.resolve("bench"),
                json(),
                "./bellbuoy bench");
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
