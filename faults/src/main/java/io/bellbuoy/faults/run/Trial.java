package io.bellbuoy.faults.run;

import io.bellbuoy.events.deadletter.DeadLetterHeaders;
import io.bellbuoy.faults.cluster.Cluster;
import io.bellbuoy.faults.oracle.InputRecord;
import io.bellbuoy.faults.oracle.Oracle;
import io.bellbuoy.faults.outcome.Verdict;
import io.bellbuoy.faults.strike.PointKill;
import io.bellbuoy.faults.strike.RandomKill;
import io.bellbuoy.faults.strike.Strike;
import io.bellbuoy.faults.workload.Workload;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.topic.CommittedReader;
import io.bellbuoy.quickstart.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** One trial, from brokers to verdict. */
public final class Trial {

    private static final Duration END_LIMIT = Duration.ofMinutes(5);
    /** Behind all windows, blocks and patterns of the input, and well before ids are forgotten. */
    private static final Instant END = Instant.parse("2026-03-02T07:00:00Z");

    private final TrialSettings settings;
    private final Console console;

    public Trial(TrialSettings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /**
     * Runs it.
     *
     * @param main the main class of this program, which is started again as each broker
     * @throws io.bellbuoy.quickstart.console.Problem if the cluster does not get over a fault, or a process ends by itself
     */
    public TrialReport run(Class<?> main) {
        return Cluster.use(settings.cluster(), main, cluster -> report(cluster, strikeAll(cluster)));
    }

    private long strikeAll(Cluster cluster) {
        Random random = new Random(settings.seed());
        List<Strike> strikes = settings.strikes();
        try (Feed feed = new Feed(cluster.bootstrapServers(), new Workload(settings.seed()))) {
            feed.due(share(0));
            cluster.instance(0).start();
            cluster.instance(1).start();
            cluster.awaitRecovery();
            for (int i = 0; i < strikes.size(); i++) {
                feed.due(share(i + 1));
                cluster.awaitShared();
                long begun = System.nanoTime();
                strikes.get(i).on(cluster, random);
                console.line("%2d/%d  %s (%.1f s, %,d records sent)"
                        .formatted(
                                i + 1,
                                strikes.size(),
                                strikes.get(i).name(),
                                Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0,
                                feed.sent()));
            }
            feed.due(settings.events());
            feed.finish(END);
            cluster.awaitEnd(END_LIMIT);
            return feed.sent();
        }
    }

    /** What is due before a fault has struck: of the beginning, of each fault and of the end the same share. */
    private long share(int strikes) {
        return (long) settings.events() * (strikes + 1) / (settings.strikes().size() + 2);
    }

    private TrialReport report(Cluster cluster, long sent) {
        Oracle oracle = new Oracle(settings.cluster().staged());
        Observer observer = new Observer();
        read(cluster, List.of(Cluster.INPUT), record -> oracle.take(input(record)));
        cluster.kept().forEach(observer::take);
        read(
                cluster,
                List.of("faults-alerts", "faults-features", "faults-actions", "faults-late", Cluster.INPUT + "-dlt"),
                observer::take);
        long faults = settings.strikes().stream()
                .filter(strike -> !(strike instanceof PointKill || strike instanceof RandomKill))
                .count();
        return new TrialReport(
                sent,
                cluster.kills(),
                (int) faults,
                cluster.takeovers(),
                cluster.alarms(),
                Verdict.of(oracle.expected(), observer.seen()));
    }

    private static void read(Cluster cluster, List<String> names, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (Topics topics = Topics.open(cluster.bootstrapServers());
                CommittedReader reader =
                        CommittedReader.open(cluster.bootstrapServers(), topics.partitions(names), true)) {
            reader.readToEnd(each);
        }
    }

    private static InputRecord input(ConsumerRecord<byte[], byte[]> record) {
        Header watermark = record.headers().lastHeader(DeadLetterHeaders.WATERMARK);
        return new InputRecord(
                record.partition(),
                record.offset(),
                record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
                record.value(),
                record.timestamp(),
                watermark == null ? null : Long.parseLong(DeadLetterHeaders.readText(watermark.value())));
    }
}
