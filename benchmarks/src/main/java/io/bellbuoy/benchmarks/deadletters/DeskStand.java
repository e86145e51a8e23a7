package io.bellbuoy.benchmarks.deadletters;

import io.bellbuoy.quickstart.broker.BrokerSettings;
import io.bellbuoy.quickstart.check.Preflight;
import io.bellbuoy.quickstart.check.Requirements;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.database.DatabaseSettings;
import io.bellbuoy.quickstart.database.LocalDatabase;
import io.bellbuoy.quickstart.desk.Desk;
import io.bellbuoy.quickstart.desk.DeskSettings;
import io.bellbuoy.quickstart.desk.DeskUser;
import io.bellbuoy.quickstart.process.ChildProcess;
import io.bellbuoy.quickstart.process.ProcessFile;
import io.bellbuoy.quickstart.process.ProcessGroup;
import io.bellbuoy.quickstart.process.ServiceJar;
import io.bellbuoy.quickstart.process.WorkDirectory;
import io.bellbuoy.quickstart.topic.Topics;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** A real broker and a real PostgreSQL in an empty directory, until this is closed; and the service when it is asked for. */
final class DeskStand implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final int JAVA = 17;
    private static final long GIB = 1L << 30;
    private static final long MEMORY = 3 * GIB;
    /** In the broker's log, in the database with its indexes, and in its write-ahead log. */
    private static final long DISK_BYTES_A_LETTER = 12 * 1024;

    private static final List<String> CONTENT = List.of("broker", "database", "logs");

    private final DeadLettersSettings settings;
    private final ProcessGroup processes;

    private DeskStand(DeadLettersSettings settings, ProcessGroup processes) {
        this.settings = settings;
        this.processes = processes;
    }

    /**
     * Empties the directory, and starts broker and database.
     *
     * @throws Problem if a check failed, or one of them ended by itself
     */
    static DeskStand open(DeadLettersSettings settings, Class<?> main) {
        Path root = settings.directory();
        new WorkDirectory(root, "bench", "a benchmark").claim();
        ProcessGroup processes = ProcessGroup.open(new ProcessFile(root.resolve("processes")), root.resolve("logs"));
        try {
            preflight(settings);
            CONTENT.forEach(name -> WorkDirectory.delete(root.resolve(name)));
            DeskStand stand = new DeskStand(settings, processes);
            stand.start(main);
            return stand;
        } catch (RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    private static void preflight(DeadLettersSettings settings) {
        long disk = GIB + settings.letters() * DISK_BYTES_A_LETTER;
        Requirements needs = new Requirements(JAVA, MEMORY, disk, settings.ports());
        Preflight.require(settings.directory(), needs);
    }

    private void start(Class<?> main) {
        BrokerSettings where = new BrokerSettings(
                settings.directory().resolve("broker"), settings.brokerPort(), settings.controllerPort());
        ChildProcess broker = processes.startSelf("broker", main, List.of("-Xms512m", "-Xmx512m"), where.command());
        ChildProcess server = processes.startSelf(
                "database", main, List.of("-Xmx256m"), database().command());
        try (Topics topics = Topics.open(settings.bootstrapServers())) {
            broker.awaitUntil("answer", LIMIT, topics::isReachable);
        }
        server.awaitUntil("answer", LIMIT, () -> LocalDatabase.isReachable(database()));
    }

    DatabaseSettings database() {
        return new DatabaseSettings(
                settings.directory().resolve("database"),
                settings.directory().resolve("database-binaries"),
                settings.databasePort());
    }

    /** Starts the service as it ships, with somebody who may log in; returns before it is ready. */
    Desk startDesk() {
        DeskSettings desk = new DeskSettings(
                settings.bootstrapServers(),
                database(),
                settings.deskPort(),
                settings.directory().resolve("desk.yml"),
                List.of());
        return Desk.start(
                desk,
                DeskUser.withNewPassword("bench", new SecureRandom()),
                ServiceJar.of(settings.home(), ServiceJar.DEAD_LETTERS),
                List.of("-Xms512m", "-Xmx512m"),
                processes);
    }

    @Override
    public void close() {
        processes.close();
    }
}
