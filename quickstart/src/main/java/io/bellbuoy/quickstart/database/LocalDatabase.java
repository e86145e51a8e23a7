package io.bellbuoy.quickstart.database;

import io.bellbuoy.quickstart.console.Problem;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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
     * @throws Problem if it does not start, such as on a port that is taken
     */
    public static LocalDatabase start(DatabaseSettings settings) {
        requireFree(settings.port());
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
        } catch (IOException | IllegalStateException e) {
            throw notStarted(settings, e);
        }
    }

    /** PostgreSQL notices only after the time that it may take to start. */
    private static void requireFree(int port) {
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        } catch (IOException taken) {
            throw new Problem(
                    "Port " + port + " is taken, so PostgreSQL does not start on it: stop what listens there, or give"
                            + " another port.",
                    taken);
        }
    }

    /** What it said itself is in the log already. */
    private static Problem notStarted(DatabaseSettings settings, Exception cause) {
        return new Problem(
                "PostgreSQL does not start on port " + settings.port() + " with its data in " + settings.data() + ": "
                        + cause.getMessage()
                        + ". The directory must be writable; and as root it starts only where user namespaces are"
                        + " allowed ('unshare -U true'): try another user.",
                cause);
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
            throw new Problem("The database " + DatabaseSettings.NAME + " cannot be made: " + e.getMessage(), e);
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
