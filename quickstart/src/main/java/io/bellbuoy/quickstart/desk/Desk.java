package io.bellbuoy.quickstart.desk;

import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.database.DatabaseSettings;
import io.bellbuoy.quickstart.process.ChildProcess;
import io.bellbuoy.quickstart.process.JavaCommand;
import io.bellbuoy.quickstart.process.ProcessGroup;
import io.bellbuoy.quickstart.process.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dead letter service in a JVM of its own. */
public final class Desk {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final JsonMapper JSON = new JsonMapper();

    private final DeskSettings settings;
    private final DeskUser user;
    private final ChildProcess process;
    private final Readiness readiness;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    private Desk(DeskSettings settings, DeskUser user, ChildProcess process) {
        this.settings = settings;
        this.user = user;
        this.process = process;
        this.readiness = new Readiness(settings.url());
    }

    /**
     * What it has collected.
     *
     * @param letters how many dead letters
     * @param causes in how many groups
     */
    public record Stock(long letters, long causes) {}

    /** Starts it; returns before it is ready. */
    public static Desk start(
            DeskSettings settings, DeskUser user, Path jar, List<String> javaOptions, ProcessGroup processes) {
        user.writeTo(settings.userFile());
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.additional-location=" + settings.userFile().toUri(),
                "--spring.kafka.bootstrap-servers=" + settings.bootstrapServers(),
                "--spring.datasource.url=" + settings.database().url(),
                "--spring.datasource.username=" + DatabaseSettings.USER,
                "--server.address=127.0.0.1",
                "--server.port=" + settings.port()));
        settings.properties().forEach(property -> arguments.add("--" + property));
        ChildProcess process = processes.start("dead-letters", JavaCommand.jar(jar, javaOptions, arguments));
        return new Desk(settings, user, process);
    }

    public ChildProcess process() {
        return process;
    }

    /** The one who may log in. */
    public DeskUser user() {
        return user;
    }

    /** Where the console is, without a slash at its end. */
    public String url() {
        return settings.url();
    }

    /** Whether it collects and answers. */
    public boolean isReady() {
        return readiness.isUp();
    }

    /** What it has collected by now. */
    public Stock stock() {
        long letters = 0;
        long causes = 0;
        String after = "";
        while (after != null) {
            JsonNode page = JSON.readTree(get("/api/groups?limit=200" + after));
            for (JsonNode group : page.get("items")) {
                letters += group.get("total").asLong();
                causes++;
            }
            after = page.get("next").isNull()
                    ? null
                    : "&after=" + page.get("next").asString();
        }
        return new Stock(letters, causes);
    }

    /**
     * The body of an answer to the user.
     *
     * @param path with the slash at its beginning
     * @throws Problem if it is not answered within 30 s, or by another status than 200
     */
    public String get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", user.authorization())
                .timeout(LIMIT)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new Problem("The dead letter service answered GET %s with %d: %s"
                        .formatted(path, answer.statusCode(), answer.body()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new Problem("The dead letter service did not answer GET " + path + ": " + e, e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new Problem("Interrupted while asking the dead letter service.", stopped);
        }
    }
}
