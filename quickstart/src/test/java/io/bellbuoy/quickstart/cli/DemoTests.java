package io.bellbuoy.quickstart.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.quickstart.console.TestConsole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole demo: broker, PostgreSQL and both services, as a reader of the README has them. */
class DemoTests {

    private static final int PORTS = 5;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Pattern CONSOLE =
            Pattern.compile("Dead letters: (http://\\S+)/groups \\(log in as (\\S+), password (\\S+)\\)");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path home;

    private final TestConsole console = new TestConsole();
    private final HttpClient http = HttpClient.newHttpClient();

    /** The executable jars that the build made before this module. */
    @BeforeEach
    void hasTheServices() throws IOException {
        for (String service : List.of("fraud-detection-service", "dead-letter-service")) {
            Files.createDirectories(home.resolve(service));
            Files.createSymbolicLink(
                    home.resolve(service).resolve("target"),
                    Path.of("..", service, "target").toRealPath());
        }
    }

    @Test
    void demoRunsToItsSummaryAndLeavesNoProcess() throws IOException {
        int status = run("demo", "--events", "4000", "--exit-when-done", "--port-base", freePortBase());

        assertThat(status).as(() -> String.join("\n", console.problems())).isZero();
        assertThat(String.join("\n", console.lines()))
                .contains("ok    Java: ")
                .contains("up    broker at 127.0.0.1:")
                .contains("up    database at jdbc:postgresql://127.0.0.1:")
                .contains("up    fraud-detection at http://127.0.0.1:")
                .contains("up    dead-letters at http://127.0.0.1:")
                .containsPattern("HIGH +high-value +accountId=A\\d{7}  .*\\(FIRING\\)")
                .containsPattern("events in +4,000\n")
                .containsPattern("dead letters +9 \\(.*INVALID=\\d+.*\\), of 9 broken records sent\n")
                .containsPattern("at the desk +9 dead letters of \\d causes\n")
                .containsPattern("latency +p50 \\d+ ms, p99 \\d+ ms")
                .containsPattern("all +\\d+ +0\\.\\d+ +0\\.\\d+");
        assertThat(children()).isEmpty();
        assertThat(home.resolve(".bellbuoy/demo/processes")).doesNotExist();
    }

    @Test
    void busyPortIsSaidBeforeAnythingStarts() throws IOException {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int base = Math.min(busy.getLocalPort(), 65_531);
            assertThat(run("demo", "--port-base", Integer.toString(base), "--exit-when-done"))
                    .isEqualTo(1);
        }

        assertThat(console.lines())
                .anySatisfy(line -> assertThat(line).startsWith("FAIL  Ports: ").contains("--port-base"));
        assertThat(console.lines()).noneMatch(line -> line.startsWith("up"));
    }

    @Test
    void whatIsPutRightAtTheDeskRingsItsAlertAndAllEndsWhenTheCommandIsKilledOutright()
            throws IOException, InterruptedException {
        Path out = home.resolve("out");
        int base = Integer.parseInt(freePortBase());
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
                        Integer.toString(base))
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            await().atMost(LIMIT).untilAsserted(() -> assertThat(out).content().contains("Still running"));
            List<ProcessHandle> descendants = command.descendants().toList();
            assertThat(descendants).hasSizeGreaterThanOrEqualTo(4);

            correctTheFirstSaleOfTheTill(Files.readString(out));
            await().atMost(LIMIT)
                    .untilAsserted(() ->
                            assertThat(out).content().containsPattern("HIGH +high-value +accountId=A9000001 .*12000"));

            command.destroyForcibly();

            await().atMost(1, TimeUnit.MINUTES).untilAsserted(() -> {
                assertThat(descendants).noneMatch(ProcessHandle::isAlive);
                // PostgreSQL is nobody's child.
                assertThat(IntStream.range(base, base + PORTS)).allMatch(DemoTests::isFree);
            });
        } finally {
            command.destroyForcibly();
        }
    }

    private void correctTheFirstSaleOfTheTill(String printed) throws IOException, InterruptedException {
        Matcher desk = CONSOLE.matcher(printed);
        assertThat(desk.find()).as(printed).isTrue();
        String api = desk.group(1) + "/api/letters";
        String pair = desk.group(2) + ":" + desk.group(3);
        String login = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        for (JsonNode letter : JSON.readTree(ask(login, HttpRequest.newBuilder(URI.create(api)), 200))
                .get("items")) {
            String address = api + "/" + letter.get("id").asLong();
            String value = ask(login, HttpRequest.newBuilder(URI.create(address + "/payload?unmask=true")), 200);
            if (value.contains("\"till-1\"")) {
                String edit = JSON.writeValueAsString(
                        Map.of("value", value.replace("12.000,00", "12000.00"), "reason", "a comma"));
                HttpRequest.Builder correction = HttpRequest.newBuilder(URI.create(address + "/edits"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(edit));
                ask(login, correction, 202);
                return;
            }
        }
        throw new AssertionError("No dead letter is of the till.");
    }

    private String ask(String login, HttpRequest.Builder request, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request.header("Authorization", login).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private int run(String... arguments) {
        Clock clock = Clock.fixed(Instant.parse("2026-01-10T12:00:00Z"), ZoneOffset.UTC);
        return Bellbuoy.commandLine(new Surroundings(console.console(), clock, home))
                .execute(arguments);
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
    }

    /** Five ports in a row that are free now. */
    private static String freePortBase() throws IOException {
        for (int base = 21_000; base < 32_000; base += PORTS) {
            if (IntStream.range(base, base + PORTS).allMatch(DemoTests::isFree)) {
                return Integer.toString(base);
            }
        }
        throw new IOException("There are no five free ports in a row.");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
