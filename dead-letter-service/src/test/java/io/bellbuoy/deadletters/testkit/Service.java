package io.bellbuoy.deadletters.testkit;

import io.bellbuoy.deadletters.DeadLetterApplication;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    public record Answer(int status, JsonNode body) {

        /** The text at a place; empty if there is none. */
        public String at(String pointer) {
            return body.at(pointer).asString("");
        }
    }

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
        // It is asked without logging in.
        properties.put("management.endpoint.health.show-details", "always");
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

    public String address() {
        return "http://127.0.0.1:" + port;
    }

    public Answer get(String path) throws Exception {
        return answer(HttpRequest.newBuilder(URI.create(address() + path)));
    }

    /**
     * Asks as a user of {@link Users}; null for nobody.
     *
     * @param body JSON; null for none
     * @param headers names and values in turn
     */
    public Answer ask(@Nullable String user, String method, String path, @Nullable String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (user != null) {
            request.header("Authorization", Users.basic(user));
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return answer(request);
    }

    /** The status of a page, asked for as a user of {@link Users}; null for nobody. */
    public int page(@Nullable String user, String method, String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (user != null) {
            request.header("Authorization", Users.basic(user));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private Answer answer(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        String body = response.body();
        return new Answer(response.statusCode(), body.isEmpty() ? JSON.nullNode() : JSON.readTree(body));
    }

    @Override
    public void close() {
        context.close();
    }
}
