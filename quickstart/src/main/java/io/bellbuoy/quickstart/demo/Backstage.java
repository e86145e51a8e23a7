package io.bellbuoy.quickstart.demo;

import io.bellbuoy.quickstart.broker.BrokerSettings;
import io.bellbuoy.quickstart.database.DatabaseSettings;
import io.bellbuoy.quickstart.database.LocalDatabase;
import io.bellbuoy.quickstart.desk.Desk;
import io.bellbuoy.quickstart.desk.DeskSettings;
import io.bellbuoy.quickstart.desk.DeskUser;
import io.bellbuoy.quickstart.process.ChildProcess;
import io.bellbuoy.quickstart.process.JavaCommand;
import io.bellbuoy.quickstart.process.ProcessGroup;
import io.bellbuoy.quickstart.process.Readiness;
import io.bellbuoy.quickstart.process.ServiceJar;
import io.bellbuoy.quickstart.topic.Topics;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Starts the processes of a demo, each in a JVM of its own. */
final class Backstage {

    private static final Duration BROKER_LIMIT = Duration.ofSeconds(60);
    private static final Duration SERVICE_LIMIT = Duration.ofSeconds(120);
    private static final String LOG_LEVEL = "-Dbellbuoy.log.level=INFO";
    private static final String DESK_USER = "demo";

    private final DemoSettings settings;
    private final DemoDirectory directory;
    private final ProcessGroup processes;
    private final Class<?> main;

    /**
     * Nothing is started yet.
     *
     * @param main the main class of this program, which is started again as the broker and as the database
     */
    Backstage(DemoSettings settings, DemoDirectory directory, ProcessGroup processes, Class<?> main) {
        this.settings = settings;
        this.directory = directory;
        this.processes = processes;
        this.main = main;
    }

    /**
     * A process that was started.
     *
     * @param address where it will listen
     * @param startedNanos when, by {@link System#nanoTime()}
     * @param limit how long it may take to be ready
     */
    record Started(ChildProcess process, String address, long startedNanos, Duration limit, BooleanSupplier ready) {

        /** Waits until it is ready; how long that has taken since its start, in seconds. */
        double awaitReady() {
            process.awaitUntil("become ready", limit, ready);
            return (System.nanoTime() - startedNanos) / 1e9;
        }
    }

    Started broker() {
        BrokerSettings where = new BrokerSettings(
                directory.broker(), settings.ports().broker(), settings.ports().controller());
        ChildProcess broker =
                processes.startSelf("broker", main, List.of("-Xms256m", "-Xmx512m", LOG_LEVEL), where.command());
        return started(broker, settings.ports().bootstrapServers(), BROKER_LIMIT, this::hasTopics);
    }

    /** Whether the broker answers and has the topics that are fed. */
    private boolean hasTopics() {
        try (Topics topics = Topics.open(settings.ports().bootstrapServers())) {
            if (!topics.isReachable()) {
                return false;
            }
            FraudTopics.INPUTS.forEach(topic -> topics.createMissing(topic, FraudTopics.PARTITIONS));
            return true;
        }
    }

    Started database() {
        DatabaseSettings where = databaseSettings();
        // The heap is for unpacking.
        ChildProcess database = processes.startSelf("database", main, List.of("-Xmx256m", LOG_LEVEL), where.command());
        return started(database, where.url(), SERVICE_LIMIT, () -> LocalDatabase.isReachable(where));
    }

    Started fraudDetection() {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.kafka.bootstrap-servers=" + settings.ports().bootstrapServers(),
                "--server.address=127.0.0.1",
                "--server.port=" + settings.ports().fraudDetection(),
                "--bellbuoy.state.directory=" + directory.state(),
                "--bellbuoy.streams.transactions.allow-watermarks=true",
                "--bellbuoy.streams.verified.allow-watermarks=true"));
        Path jar = ServiceJar.of(settings.home(), ServiceJar.FRAUD_DETECTION);
        ChildProcess service =
                processes.start("fraud-detection", JavaCommand.jar(jar, List.of("-Xms256m", "-Xmx768m"), arguments));
        String url = settings.ports().fraudDetectionUrl();
        return started(service, url, SERVICE_LIMIT, new Readiness(url)::isUp);
    }

    /** The dead letter service, with one user, who may do everything. */
    Desk desk() {
        DeskSettings desk = new DeskSettings(
                settings.ports().bootstrapServers(),
                databaseSettings(),
                settings.ports().desk(),
                directory.deskUser(),
                List.of(
                        "bellbuoy.deadletters.edit.enabled=true",
                        // Nobody wants to wait in a demo.
                        "bellbuoy.deadletters.collect.discovery=1s",
                        "bellbuoy.deadletters.redrive.observe=3s",
                        "bellbuoy.deadletters.monitor.refresh=2s"));
        DeskUser user = DeskUser.withNewPassword(DESK_USER, new SecureRandom());
        Path jar = ServiceJar.of(settings.home(), ServiceJar.DEAD_LETTERS);
        return Desk.start(desk, user, jar, List.of("-Xmx384m"), processes);
    }

    Started started(Desk desk) {
        return started(desk.process(), desk.url(), SERVICE_LIMIT, desk::isReady);
    }

    private static Started started(ChildProcess process, String address, Duration limit, BooleanSupplier ready) {
        return new Started(process, address, System.nanoTime(), limit, ready);
    }

    private DatabaseSettings databaseSettings() {
        return new DatabaseSettings(
                directory.database(),
                directory.databaseBinaries(),
                settings.ports().database());
    }
}
