package io.bellbuoy.benchmarks.latency;

import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.contender.Job;
import io.bellbuoy.benchmarks.contender.Libraries;
import io.bellbuoy.benchmarks.generate.ExpectedAlerts.Window;
import io.bellbuoy.benchmarks.generate.PaymentStream;
import io.bellbuoy.benchmarks.live.AlertWatch;
import io.bellbuoy.benchmarks.live.Feed;
import io.bellbuoy.benchmarks.report.JsonReport;
import io.bellbuoy.benchmarks.report.Machine;
import io.bellbuoy.benchmarks.run.Arena;
import io.bellbuoy.benchmarks.run.BenchSettings;
import io.bellbuoy.benchmarks.run.Turn;
import io.bellbuoy.benchmarks.run.Turns;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.process.ChildProcess;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Systems one after the other at a steady rate: how long from an event to the alert that it raises. */
public final class LatencyBenchmark {

    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration ALERTS_LIMIT = Duration.ofMinutes(3);

    /** What is usual with an eye on latency; Flink's checkpoints cost too much to be more frequent. */
    private static final Map<Libraries, Duration> COMMIT_INTERVALS = Map.of(
            Libraries.OWN, Duration.ofSeconds(1),
            Libraries.KAFKA_STREAMS, Duration.ofMillis(10),
            Libraries.FLINK, Duration.ofSeconds(1));

    private final BenchSettings settings;
    private final int rate;
    private final Console console;

    /**
     * @param settings whose workload and warm-up are numbers of events; all systems ring early
     * @param rate events a second
     */
    public LatencyBenchmark(BenchSettings settings, int rate, Console console) {
        this.settings = settings;
        this.rate = rate;
        this.console = console;
    }

    /**
     * Measures all systems in all runs.
     *
     * @param main the main class of this program
     * @return whether all alerts were as they must be
     */
    public boolean run(Class<?> main) {
        List<LatencyReport.Turn> measured = new ArrayList<>();
        boolean equal = true;
        try (Arena arena = Arena.open(settings, main)) {
            for (int run = 1; run <= settings.runs(); run++) {
                for (Entrant system : settings.systems()) {
                    equal &= measure(arena, run, system, measured);
                }
            }
        }
        LatencyReport report = report(equal, measured);
        console.line("");
        report.lines().forEach(console::line);
        if (settings.json() != null) {
            JsonReport.write(report, settings.json());
        }
        return equal;
    }

    private boolean measure(Arena arena, int run, Entrant system, List<LatencyReport.Turn> measured) {
        String name = Turn.name(run, system);
        String topic = name + "-transactions";
        arena.createTopic(topic);
        arena.createTopic(Job.alertTopic(name));
        Duration commits = COMMIT_INTERVALS.get(system.contender().libraries());
        Turn turn = Turn.endless(name, system, topic, settings.threads(), commits, List.of());
        ChildProcess child = arena.turns().start(turn, name);
        try (AlertWatch alerts = new AlertWatch(settings.bootstrapServers(), Job.alertTopic(name));
                Feed feed =
                        new Feed(settings.bootstrapServers(), topic, new PaymentStream(settings.workload()), rate)) {
            feed.sendFirst(rate);
            child.awaitUntil(
                    "commit", START_LIMIT, () -> Files.exists(arena.turns().result(name)));
            long start = System.nanoTime();
            feed.start();
            feed.awaitEnd();
            child.awaitUntil("raise all alerts", ALERTS_LIMIT, () -> alerts.hasSeen(feed.windows()));
            Turns.kill(child);
            Percentiles latency = latency(feed, alerts, start);
            measured.add(new LatencyReport.Turn(run, system.label(), latency));
            console.line("run %d  %-28s p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms of %,d alerts"
                    .formatted(run, system.label(), latency.p50(), latency.p99(), latency.p999(), latency.count()));
            return isEqual(run, system, feed, alerts);
        } finally {
            Turns.kill(child);
            arena.turns().deleteState(turn);
        }
    }

    private Percentiles latency(Feed feed, AlertWatch alerts, long start) {
        long from = start + (long) (TimeUnit.SECONDS.toNanos(settings.warmUp()) / (double) rate);
        Map<Window, Long> seenAt = alerts.seenAt();
        List<Long> latencies = feed.sentAt().entrySet().stream()
                .filter(sent -> sent.getValue() >= from)
                .map(sent -> seenAt.get(sent.getKey()) - sent.getValue())
                .toList();
        if (latencies.isEmpty()) {
            throw new Problem("No alert rang after the warm-up. Measure for longer, or take fewer accounts.");
        }
        return Percentiles.of(latencies);
    }

    private boolean isEqual(int run, Entrant system, Feed feed, AlertWatch alerts) {
        String difference = alerts.difference(feed.windows());
        if (difference != null) {
            console.problem("run %d: %s raised %s".formatted(run, system.label(), difference));
        }
        return difference == null;
    }

    private LatencyReport report(boolean equal, List<LatencyReport.Turn> measured) {
        return new LatencyReport(
                settings.command(),
                Machine.here(),
                rate,
                (settings.workload().events() - settings.warmUp()) / rate,
                settings.warmUp() / rate,
                settings.workload().accounts(),
                settings.partitions(),
                settings.threads(),
                settings.jvmOptions(),
                equal,
                measured);
    }
}
