package io.bellbuoy.deadletters.desk;

import io.bellbuoy.deadletters.DeadLetterApplication;
import io.bellbuoy.deadletters.letter.LetterReader;
import io.bellbuoy.deadletters.store.DeadLetterStore;
import io.bellbuoy.deadletters.testkit.Users;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole service as it ships, with a real PostgreSQL and without a broker. The users viewer, operator and admin have the
 * role of their name; the password is {@value Users#PASSWORD}.
 */
public final class DeskService implements AutoCloseable {

    private static final long TIME = 1_750_000_000_000L;

    private final HttpClient http = HttpClient.newHttpClient();
    private final EmbeddedPostgres database;
    private final ConfigurableApplicationContext context;
    private long offset;

    private DeskService(String... further) {
        try {
            database = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(
                            Path.of("target", "postgres-binaries").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.kafka.bootstrap-servers=127.0.0.1:1",
                "--spring.datasource.url=" + database.getJdbcUrl("postgres", "postgres"),
                "--server.address=127.0.0.1",
                "--server.port=0"));
        for (String property : further) {
            arguments.add("--" + property);
        }
        context = new SpringApplicationBuilder(DeadLetterApplication.class).run(arguments.toArray(String[]::new));
    }

    /** With three users, and masking of payments: pan anywhere, the owner's name, the header token, and keys of cards. */
    public static DeskService start(String... further) {
        List<String> all = new ArrayList<>(List.of(
                "bellbuoy.deadletters.masking.rules[0].topics=payments-dlt",
                "bellbuoy.deadletters.masking.rules[0].fields=pan,$.owner.name",
                "bellbuoy.deadletters.masking.rules[0].headers=token"));
        all.addAll(List.of(further));
        return startAsShipped(all.toArray(String[]::new));
    }

    /** With three users, and masking as it ships. */
    public static DeskService startAsShipped(String... further) {
        return new DeskService(Users.properties(further));
    }

    /** As it ships, so that nobody can log in. */
    public static DeskService startWithoutUsers() {
        return new DeskService();
    }

    /** Stores a dead letter of a service on spring-kafka, whose record came from the topic that its own is named after. */
    public void store(String topic, @Nullable String key, String value, String exception, String message) {
        store(topic, topic.replace("-dlt", ""), key, value, exception, message);
    }

    /** Stores a dead letter of a service on spring-kafka, whose record came from the topic {@code origin}. */
    public void store(
            String topic, String origin, @Nullable String key, String value, String exception, String message) {
        var record = new ConsumerRecord<byte @Nullable [], byte @Nullable []>(
                topic,
                0,
                offset,
                TIME + offset * 1000,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                key == null ? null : bytes(key),
                bytes(value),
                new RecordHeaders(),
                Optional.empty());
        record.headers()
                .add("token", bytes("tok-123"))
                .add("kafka_dlt-original-topic", bytes(origin))
                .add("kafka_dlt-original-consumer-group", bytes("billing"))
                .add("kafka_dlt-exception-fqcn", bytes(exception))
                .add("kafka_dlt-exception-message", bytes(message))
                .add(
                        "kafka_dlt-exception-stacktrace",
                        bytes(exception + ": " + message + "\n\tat com.acme.Book.run(Book.java:7)"));
        offset++;
        store(record);
    }

    /** Stores a dead letter as it comes from its topic. */
    public void store(ConsumerRecord<byte @Nullable [], byte @Nullable []> record) {
        context.getBean(DeadLetterStore.class)
                .save(List.of(context.getBean(LetterReader.class).read(record)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public String address() {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    /** Asks as a user; null for nobody. */
    public HttpResponse<String> get(@Nullable String user, String path) {
        return send(user, HttpRequest.newBuilder(URI.create(address() + path)));
    }

    /** Sends an empty form as a user, without a token against forgery; null for nobody. */
    public HttpResponse<String> post(@Nullable String user, String path) {
        return send(
                user, HttpRequest.newBuilder(URI.create(address() + path)).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> send(@Nullable String user, HttpRequest.Builder request) {
        if (user != null) {
            request.header("Authorization", Users.basic(user));
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A few dead letters of three causes, of which one is about payments with sensitive fields. */
    public void storeExamples() {
        for (int i = 0; i < 3; i++) {
            store(
                    "orders-dlt",
                    "order-" + i,
                    "{\"id\": " + i + "}",
                    "java.lang.IllegalStateException",
                    "no stock for " + i);
        }
        store(
                "payments-dlt",
                "p-1",
                "{\"pan\": \"4111111111111111\", \"owner\": {\"name\": \"Ada Byron\", \"city\": \"Bath\"}}",
                "com.acme.CardException",
                "card 4111111111111111 is refused");
        store("payments-dlt", "p-2", "{\"pan\": \"4222222222", "com.acme.JsonException", "cannot read 4222222222");
    }

    @Override
    public void close() {
        context.close();
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
