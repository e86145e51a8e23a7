package io.bellbuoy.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.quickstart.console.TestConsole;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo with a real broker process and a stand-in for the service. */
class DemoTests {

    @TempDir
    private Path home;

    private final TestConsole console = new TestConsole();

    @BeforeEach
    void stagesTheStandIn() throws IOException {
        Path target = Files.createDirectories(home.resolve("fraud-detection-service/target"));
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(target.resolve("fraud-detection-service-1.0-exec.jar"))) {
            new JarOutputStream(out, manifest).close();
        }
    }

    @Test
    void demoRunsToItsSummaryAndLeavesNoProcess() throws IOException {
        int status = run("demo", "--events", "4000", "--exit-when-done", "--port-base", freePortBase());

        assertThat(status).as(() -> String.join("\n", console.problems())).isZero();
        assertThat(String.join("\n", console.lines()))
                .contains("ok    Java: ")
                .contains("up    broker at 127.0.0.1:")
                .contains("up    fraud-detection at http://127.0.0.1:")
                .containsPattern("HIGH +high-value +accountId=A\\d{7}  .* at once  \\(FIRING\\)")
                .containsPattern("events in +4,000\n")
                .containsPattern("dead letters +\\d+ \\(UNDECODABLE=\\d+\\)")
                .containsPattern("latency +p50 \\d+ ms, p99 \\d+ ms")
                .containsPattern("all +\\d+ +0\\.\\d+ +0\\.\\d+");
        assertThat(children()).isEmpty();
        assertThat(home.resolve(".bellbuoy/demo/processes")).doesNotExist();
    }

    @Test
    void busyPortIsSaidBeforeAnythingStarts() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int base = Math.min(busy.getLocalPort(), 65_533);
            assertThat(run("demo", "--port-base", Integer.toString(base), "--exit-when-done"))
                    .isEqualTo(1);
        }

        assertThat(console.lines())
                .anySatisfy(line -> assertThat(line).startsWith("FAIL  Ports: ").contains("--port-base"));
        assertThat(console.lines()).noneMatch(line -> line.startsWith("up"));
    }

    @Test
    void processesEndWhenTheCommandIsKilledOutright() throws IOException {
        Process command = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Dbellbuoy.home=" + home,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bellbuoy.class.getName(),
                        "demo",
                        "--events",
                        "1000",
                        "--port-base",
                        freePortBase())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(home.resolve("out")).content().contains("Still running"));
        List<ProcessHandle> children = command.descendants().toList();
        assertThat(children).hasSizeGreaterThanOrEqualTo(2);

        command.destroyForcibly();

        await().atMost(1, TimeUnit.MINUTES)
                .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    }

    private int run(String... arguments) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-10T12:00:00Z"), ZoneOffset.UTC);
        return Bellbuoy.commandLine(new Surroundings(console.console(), clock, home))
                .execute(arguments);
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
    }

    /** Three ports in a row that are free now. */
    private static String freePortBase() throws IOException {
        for (int base = 31_000; base < 60_000; base += 3) {
            if (isFree(base) && isFree(base + 1) && isFree(base + 2)) {
                return Integer.toString(base);
            }
        }
        throw new IOException("There are no three free ports in a row.");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
