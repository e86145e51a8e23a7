package io.bellbuoy.benchmarks.deadletters;

import io.bellbuoy.benchmarks.latency.Percentiles;
import io.bellbuoy.benchmarks.report.JsonReport;
import io.bellbuoy.benchmarks.report.Machine;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.database.DatabaseSettings;
import io.bellbuoy.quickstart.desk.Desk;
import io.bellbuoy.quickstart.process.ChildProcess;
import io.bellbuoy.quickstart.topic.Topics;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes dead letters to a topic, then starts the dead letter service and measures how fast they come into PostgreSQL, and how
 * long its pages take once all are there. Broker, PostgreSQL and service are real, each on this machine in processes of its own.
 */
public final class DeadLettersBenchmark {

    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final int PARTITIONS = 4;
    private static final double NANOS = 1e9;

    private final DeadLettersSettings settings;
    private final Console console;

    /** @param console where progress and the report are printed */
    public DeadLettersBenchmark(DeadLettersSettings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /**
     * Runs it.
     *
     * @param main the main class of this program, which is started again as the broker and as the database
     * @throws Problem if something cannot be started, or ends by itself
     */
    public void run(Class<?> main) {
        try (DeskStand stand = DeskStand.open(settings, main)) {
            long bytes = write();
            console.line("wrote  %,d dead letters of %,d MiB".formatted(settings.letters(), bytes >> 20));
            Desk desk = stand.startDesk();
            double rate = collect(stand.database(), desk.process());
            console.line("collected at %,.0f a second".formatted(rate));
            desk.process().awaitUntil("become ready", LIMIT, desk::isReady);
            DeadLettersReport report = new DeadLettersReport(
                    settings.command(),
                    Machine.here(),
                    settings.letters(),
                    desk.stock().causes(),
                    bytes,
                    rate,
                    pages(stand.database(), desk));
            console.line("");
            report.lines().forEach(console::line);
            if (settings.json() != null) {
                JsonReport.write(report, settings.json());
            }
        }
    }

    /** Writes the dead letters; how many bytes they are. */
    private long write() {
        try (Topics topics = Topics.open(settings.bootstrapServers())) {
            topics.createMissing(LetterLoad.TOPIC, PARTITIONS);
        }
        LetterLoad load = new LetterLoad(settings.causes(), settings.seed());
        AtomicReference<Exception> failure = new AtomicReference<>();
        long bytes = 0;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", settings.bootstrapServers(),
                        "linger.ms", "20",
                        "batch.size", "262144",
                        "max.in.flight.requests.per.connection", "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < settings.letters() && failure.get() == null; i++) {
                ProducerRecord<byte[], byte[]> letter = load.next();
                bytes += size(letter);
                producer.send(letter, (sent, error) -> {
                    if (error != null) {
                        failure.compareAndSet(null, error);
                    }
                });
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new Problem("The broker did not take a dead letter: " + failure.get(), failure.get());
        }
        return bytes;
    }

    private static long size(ProducerRecord<byte[], byte[]> record) {
        long bytes = record.key().length + record.value().length;
        for (Header header : record.headers()) {
            bytes += header.key().length() + header.value().length;
        }
        return bytes;
    }

    /** Dead letters a second from the first that was seen in the database to the last. */
    private double collect(DatabaseSettings where, ChildProcess desk) {
        AtomicReference<Sight> first = new AtomicReference<>();
        AtomicReference<Sight> last = new AtomicReference<>();
        desk.awaitUntil("collect all dead letters", LIMIT, () -> {
            Sight now = Sight.of(where);
            if (now.count() > 0) {
                first.compareAndSet(null, now);
            }
            last.set(now);
            return now.count() >= settings.letters();
        });
        Sight begin = first.get();
        Sight end = last.get();
        if (end.count() == begin.count()) {
            throw new Problem("All %,d dead letters were there at the first look; give more --letters"
                    .formatted(settings.letters()));
        }
        return (end.count() - begin.count()) / ((end.nanos() - begin.nanos()) / NANOS);
    }

    /**
     * How many dead letters had been committed at a time.
     *
     * @param nanos by {@link System#nanoTime()}, after the answer
     */
    private record Sight(long count, long nanos) {

        private static Sight of(DatabaseSettings where) {
            try (Connection connection = DriverManager.getConnection(where.url(), DatabaseSettings.USER, "");
                    Statement statement = connection.createStatement()) {
                if (!isThere(statement)) {
                    return new Sight(0, System.nanoTime());
                }
                return new Sight(
                        number(statement, "select coalesce(sum(total), 0) from dead_letter_group"), System.nanoTime());
            } catch (SQLException e) {
                throw new Problem("PostgreSQL does not answer: " + e.getMessage(), e);
            }
        }

        /** The service makes its tables first. */
        private static boolean isThere(Statement statement) throws SQLException {
            return number(statement, "select count(*) from pg_class where relname = 'dead_letter_group'") > 0;
        }

        private static long number(Statement statement, String sql) throws SQLException {
            try (ResultSet rows = statement.executeQuery(sql)) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private List<DeadLettersReport.PageTime> pages(DatabaseSettings database, Desk desk) {
        String largest = largestGroup(database);
        Browser browser = Browser.login(desk.url(), desk.user());
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("groups, the latest first", "/groups");
        pages.put("groups, the largest first", "/groups?sort=total");
        pages.put("the largest group", "/groups/" + largest);
        pages.put("dead letters, the latest first", "/letters");
        pages.put("dead letters of the largest group", "/letters?group=" + largest);
        pages.put("dead letters of a topic", "/letters?topic=" + LetterLoad.TOPIC);
        pages.put("dry run of a redrive of the largest group", "/redrives/new?group=" + largest);
        List<DeadLettersReport.PageTime> times = new ArrayList<>();
        pages.forEach((name, path) -> times.add(new DeadLettersReport.PageTime(name, time(browser, path))));
        return times;
    }

    private static String largestGroup(DatabaseSettings where) {
        try (Connection connection = DriverManager.getConnection(where.url(), DatabaseSettings.USER, "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select fingerprint from dead_letter_group order by total desc limit 1")) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new Problem("PostgreSQL does not answer: " + e.getMessage(), e);
        }
    }

    private Percentiles time(Browser browser, String path) {
        for (int i = 0; i < settings.requests(); i++) {
            browser.get(path);
        }
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < settings.requests(); i++) {
            long start = System.nanoTime();
            browser.get(path);
            nanos.add(System.nanoTime() - start);
        }
        return Percentiles.of(nanos);
    }
}
