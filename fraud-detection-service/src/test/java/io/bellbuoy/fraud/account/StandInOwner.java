package io.bellbuoy.fraud.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A member of an application's group that owns partitions, as the broker sees it, and answers what it is told to. */
final class StandInOwner implements AutoCloseable {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final String application;
    private final HttpServer server;
    private @Nullable Consumer<byte[], byte[]> member;

    StandInOwner(String application) {
        this.application = application;
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Path and marks of the requests that came. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    void answer(int status, String body) {
        answer(status, body, () -> {});
    }

    /** Answers, after something has happened. */
    void answer(int status, String body, Runnable before) {
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestURI().getRawPath() + ", forwarded: "
                    + exchange.getRequestHeaders().getFirst("Bellbuoy-Forwarded"));
            before.run();
            respond(exchange, status, body);
        });
    }

    private static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Joins the group and waits until it owns all partitions. */
    void own() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                TestBroker.address(),
                "group.id",
                application,
                "client.id",
                application + "|127.0.0.1:" + port() + "|0");
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        member = consumer;
        consumer.subscribe(List.of(application + "-transactions", application + "-verifications"));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            consumer.poll(Duration.ofMillis(50));
            assertThat(consumer.assignment()).hasSize(8);
        });
    }

    /** Leaves the group. */
    void disown() {
        if (member != null) {
            member.close();
            member = null;
        }
    }

    @Override
    public void close() {
        disown();
        server.stop(0);
    }
}
