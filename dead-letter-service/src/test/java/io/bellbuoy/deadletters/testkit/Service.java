package io.bellbuoy.deadletters.testkit;

import io.bellbuoy.deadletters.DeadLetterApplication;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service as it ships, with a database and topics of its own. */
public final class Service implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final int port;

    /**
     * An answer of the health endpoint.
     *
     * @param status of HTTP
     */
    public record Answer(int status, JsonNode body) {}

    /**
     * Starts it.
     *
     * @param url of the database
     * @param name its consumer group; it collects the topics whose names begin with it and end with {@code -dlt}
     * @param further properties, as in {@code bellbuoy.deadletters.collect.threads=1}
     */
    public static Service start(String url, String name, String... further) {
        return new Service(url, name, further);
    }

    private Service(String url, String name, String... further) {
        Map<String, String> properties = new LinkedHashMap<>(Map.of(
                "spring.kafka.bootstrap-servers", TestBroker.address(),
                "spring.datasource.url", url,
                "server.address", "127.0.0.1",
                "server.port", "0",
                "bellbuoy.deadletters.collect.topics", name + "-.+-dlt",
                "bellbuoy.deadletters.collect.group", name,
                "bellbuoy.deadletters.collect.discovery", "500ms",
                "bellbuoy.deadletters.collect.pause", "300ms",
                "bellbuoy.deadletters.monitor.refresh", "200ms",
                "bellbuoy.deadletters.redrive.poll", "50ms"));
        for (String property : further) {
            properties.put(property.split("=", 2)[0], property.split("=", 2)[1]);
        }
        String[] arguments = properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        context = new SpringApplicationBuilder(DeadLetterApplication.class).run(arguments);
        port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public MeterRegistry meters() {
        return context.getBean(MeterRegistry.class);
    }

    /** A bean of the running service. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The part of this service in the health of the whole. */
    public JsonNode health() throws Exception {
        return get("/actuator/health").body().at("/components/deadLetters");
    }

    public Answer get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    @Override
    public void close() {
        context.close();
    }
}
