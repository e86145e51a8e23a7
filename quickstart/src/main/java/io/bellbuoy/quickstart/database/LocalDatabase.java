package io.bellbuoy.quickstart.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A PostgreSQL that this JVM has started, with one database in it. Writes reach the disk before a commit is answered. */
public final class LocalDatabase implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int ANSWER_SECONDS = 2;

    private final EmbeddedPostgres server;

    private LocalDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Unpacks it if need be and starts it; returns when it accepts clients.
     *
     * @throws UncheckedIOException if it does not start, such as on a port that is taken
     */
    public static LocalDatabase start(DatabaseSettings settings) {
        try {
            Files.createDirectories(settings.binaries());
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setPort(settings.port())
                    .setDataDirectory(settings.data())
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(settings.binaries().toFile())
                    .setPGStartupWait(START_LIMIT)
                    // The library turns both off, since tests need neither.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
            createMissing(server);
            return new LocalDatabase(server);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start on port " + settings.port(), e);
        }
    }

    private static void createMissing(EmbeddedPostgres server) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            boolean there;
            try (ResultSet found = statement.executeQuery(
                    "select 1 from pg_database where datname = '" + DatabaseSettings.NAME + "'")) {
                there = found.next();
            }
            if (!there) {
                statement.execute("create database " + DatabaseSettings.NAME);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database " + DatabaseSettings.NAME + " cannot be made", e);
        }
    }

    /** Whether one that another process has started answers, with the database in it. */
    public static boolean isReachable(DatabaseSettings settings) {
        try (Connection connection = DriverManager.getConnection(settings.url(), DatabaseSettings.USER, "")) {
            return connection.isValid(ANSWER_SECONDS);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Stops it; nothing if it has stopped. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
