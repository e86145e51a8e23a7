package io.bellbuoy.quickstart.demo;

import io.bellbuoy.quickstart.process.ChildProcess;
import io.bellbuoy.quickstart.process.JavaCommand;
import io.bellbuoy.quickstart.process.ProcessGroup;
import io.bellbuoy.quickstart.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts the processes of a demo, each in a JVM of its own, and waits until each is ready. */
final class Backstage {

    private static final Duration BROKER_LIMIT = Duration.ofSeconds(60);
    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(120);
    private static final Duration HTTP_LIMIT = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final DemoSettings settings;
    private final DemoDirectory directory;
    private final ProcessGroup processes;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(HTTP_LIMIT).build();

    Backstage(DemoSettings settings, DemoDirectory directory, ProcessGroup processes) {
        this.settings = settings;
        this.directory = directory;
        this.processes = processes;
    }

    /** Starts the broker by running this program again with its command for that. */
    ChildProcess broker(Class<?> main) {
        List<String> arguments = List.of(
                "broker",
                "--dir",
                directory.broker().toString(),
                "--port",
                Integer.toString(settings.ports().broker()),
                "--controller-port",
                Integer.toString(settings.ports().controller()),
                "--parent",
                Long.toString(ProcessHandle.current().pid()),
                "--processes",
                directory.processes().toString());
        ChildProcess broker = processes.start(
                "broker",
                JavaCommand.self(main, List.of("-Xms256m", "-Xmx512m", "-Dbellbuoy.log.level=INFO"), arguments));
        try (Topics topics = Topics.open(settings.ports().bootstrapServers())) {
            broker.awaitUntil("answer", BROKER_LIMIT, topics::isReachable);
            FraudTopics.INPUTS.forEach(topic -> topics.createMissing(topic, FraudTopics.PARTITIONS));
        }
        return broker;
    }

    ChildProcess fraudDetection(Path jar) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.kafka.bootstrap-servers=" + settings.ports().bootstrapServers(),
                "--server.address=127.0.0.1",
                "--server.port=" + settings.ports().fraudDetection(),
                "--bellbuoy.state.directory=" + directory.state(),
                "--bellbuoy.streams.transactions.allow-watermarks=true",
                "--bellbuoy.streams.verified.allow-watermarks=true"));
        ChildProcess service =
                processes.start("fraud-detection", JavaCommand.jar(jar, List.of("-Xms256m", "-Xmx768m"), arguments));
        URI readiness = URI.create(settings.ports().fraudDetectionUrl() + "/actuator/health/readiness");
        service.awaitUntil("become ready", SERVICE_LIMIT, () -> isUp(readiness));
        return service;
    }

    private boolean isUp(URI readiness) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(readiness).timeout(HTTP_LIMIT).build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == OK && answer.body().contains("\"UP\"");
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
