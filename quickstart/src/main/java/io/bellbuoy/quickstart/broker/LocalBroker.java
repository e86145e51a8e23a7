package io.bellbuoy.quickstart.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A Kafka broker and controller inside this JVM. Its directory is formatted at the first start and kept after. */
public final class LocalBroker implements AutoCloseable {

    /** The same for all, so that brokers that are told of each other are one cluster. */
    private static final Uuid CLUSTER = new Uuid(0x62656c6c62756f79L, 1);

    private final BrokerSettings settings;
    private final KafkaRaftServer server;

    private LocalBroker(BrokerSettings settings, KafkaRaftServer server) {
        this.settings = settings;
        this.server = server;
    }

    /**
     * Formats the directory if need be and starts the broker; returns when it accepts clients.
     *
     * @throws IllegalStateException if the directory cannot be formatted
     */
    public static LocalBroker start(BrokerSettings settings) {
        Properties properties = settings.properties();
        format(settings.directory(), properties);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        return new LocalBroker(settings, server);
    }

    private static void format(Path directory, Properties properties) {
        Path file = directory.resolve("server.properties");
        try {
            Files.createDirectories(directory);
            try (OutputStream out = Files.newOutputStream(file)) {
                properties.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the broker's settings " + file, e);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] arguments = {
            "format", "--config", file.toString(), "--cluster-id", CLUSTER.toString(), "--ignore-formatted"
        };
        int status = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (status != 0) {
            throw new IllegalStateException("Kafka's storage tool could not format " + directory + " (status " + status
                    + "): " + said.toString(StandardCharsets.UTF_8));
        }
    }

    /** Where clients connect. */
    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** Waits until the broker has stopped. */
    public void awaitEnd() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
