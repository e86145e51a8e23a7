package io.bellbuoy.deadletters.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/** A real PostgreSQL that can be stopped and started: its port and data stay. */
public final class TestDatabase implements AutoCloseable {

    private static final Path BINARIES = Path.of("target", "postgres-binaries");

    private static @Nullable TestDatabase shared;

    private final int port = FreePort.find();
    private final Path data;
    private @Nullable EmbeddedPostgres server;

    private TestDatabase(Path data) {
        this.data = data;
    }

    /** One that is up until the JVM ends, for tests that let it run; each takes a database of its own in it. */
    public static synchronized TestDatabase shared() {
        if (shared == null) {
            shared = startOwn();
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    /** One for a test that stops it. */
    public static TestDatabase startOwn() {
        try {
            TestDatabase database = new TestDatabase(Files.createTempDirectory(Path.of("target"), "postgres"));
            database.start();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a database, with nothing in it. */
    public TestDatabase create(String name) {
        client("postgres").sql("create database " + name).update();
        return this;
    }

    public String url(String name) {
        return "jdbc:postgresql://localhost:" + port + "/" + name + "?user=postgres";
    }

    /** Each statement has a connection of its own, so it works again after a restart. */
    public JdbcClient client(String name) {
        return JdbcClient.create(source(name));
    }

    public DataSource source(String name) {
        return new DriverManagerDataSource(url(name));
    }

    public void start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setOverrideWorkingDirectory(BINARIES.toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void stop() {
        try {
            if (server != null) {
                server.close();
                server = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
