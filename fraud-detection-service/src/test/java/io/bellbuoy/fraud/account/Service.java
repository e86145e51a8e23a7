package io.bellbuoy.fraud.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.bellbuoy.fraud.FraudDetectionApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service as it ships, on topics of its own, and a browser for it. */
final class Service implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final int port;

    /**
     * An answer.
     *
     * @param type its content type
     * @param retryAfter its header of that name; empty if there is none
     */
    record Answer(int status, String type, String retryAfter, String body) {

        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    /**
     * Starts it.
     *
     * @param application its application id, and the prefix of its topics
     * @param port where it answers and says it does
     */
    static Service start(String application, int port, Path state, String... further) {
        return new Service(application, port, state, further);
    }

    private Service(String application, int port, Path state, String... further) {
        this.port = port;
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.kafka.bootstrap-servers=" + TestBroker.address(),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--bellbuoy.advertised-address=127.0.0.1:" + port,
                "--bellbuoy.application-id=" + application,
                "--bellbuoy.state.directory=" + state,
                "--bellbuoy.alerts.topic=" + application + "-alerts",
                "--bellbuoy.actions.topic=" + application + "-actions",
                "--bellbuoy.streams.transactions.topic=" + application + "-transactions",
                "--bellbuoy.streams.verified.topic=" + application + "-verifications"));
        arguments.addAll(List.of(further));
        context = new SpringApplicationBuilder(FraudDetectionApplication.class).run(arguments.toArray(String[]::new));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Waits until so many partitions are processed: an instance that has none, or waits for more, is ready too. */
    Service awaitLive(int partitions) {
        await().atMost(LIMIT).untilAsserted(() -> {
            Answer readiness = get("/actuator/health/readiness");
            assertThat(readiness.status()).as(readiness.body()).isEqualTo(200);
            assertThat(readiness.json().at("/components/bellbuoy/details/assigned"))
                    .hasSize(partitions);
            assertThat(readiness.json().at("/components/bellbuoy/details/paused"))
                    .isEmpty();
        });
        return this;
    }

    Answer get(String path, String... headers) {
        return send("GET", path, headers);
    }

    Answer send(String method, String path, String... headers) {
        return send(method, path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    Answer post(String path, String json) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    private Answer send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.headers().firstValue("Retry-After").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer.", e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
