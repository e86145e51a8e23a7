package io.bellbuoy.benchmarks.recovery;

import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.contender.Job;
import io.bellbuoy.benchmarks.generate.ExpectedAlerts.Window;
import io.bellbuoy.benchmarks.live.AlertWatch;
import io.bellbuoy.benchmarks.live.Feed;
import io.bellbuoy.benchmarks.measure.FirstCommit;
import io.bellbuoy.benchmarks.report.JsonReport;
import io.bellbuoy.benchmarks.report.Machine;
import io.bellbuoy.benchmarks.run.Arena;
import io.bellbuoy.benchmarks.run.BenchSettings;
import io.bellbuoy.benchmarks.run.Turn;
import io.bellbuoy.benchmarks.run.Turns;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.process.ChildProcess;
import io.bellbuoy.quickstart.topic.Topics;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import tools.jackson.databind.json.JsonMapper;

/** Kills systems that have much state, and measures how soon they go on, with their local disk and without. */
public final class RecoveryBenchmark {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
    private static final double NANOS = 1e9;
    private static final JsonMapper JSON = new JsonMapper();

    private final BenchSettings settings;
    private final int rate;
    private final int settleSeconds;
    private final Console console;

    /**
     * @param settings whose workload says how many accounts have state
     * @param rate events a second from when all accounts have state
     * @param settleSeconds from then until the kill
     */
    public RecoveryBenchmark(BenchSettings settings, int rate, int settleSeconds, Console console) {
        this.settings = settings;
        this.rate = rate;
        this.settleSeconds = settleSeconds;
        this.console = console;
    }

    /**
     * Measures all systems in all runs.
     *
     * @param main the main class of this program
     * @return whether all alerts were as they must be
     */
    public boolean run(Class<?> main) {
        List<RecoveryReport.Turn> measured = new ArrayList<>();
        boolean equal = true;
        try (Arena arena = Arena.open(settings, main)) {
            for (int run = 1; run <= settings.runs(); run++) {
                for (Entrant system : settings.systems()) {
                    equal &= measure(arena, run, system, true, measured);
                    equal &= measure(arena, run, system, false, measured);
                }
            }
        }
        RecoveryReport report = report(equal, measured);
        console.line("");
        report.lines().forEach(console::line);
        if (settings.json() != null) {
            JsonReport.write(report, settings.json());
        }
        return equal;
    }

    private boolean measure(
            Arena arena, int run, Entrant system, boolean diskKept, List<RecoveryReport.Turn> measured) {
        String name = Turn.name(run, system) + (diskKept ? "-kept" : "-lost");
        String topic = name + "-transactions";
        arena.createTopic(topic);
        arena.createTopic(Job.alertTopic(name));
        Turn turn = Turn.endless(name, system, topic, settings.threads(), COMMIT_INTERVAL, List.of());
        try (AlertWatch alerts = new AlertWatch(settings.bootstrapServers(), Job.alertTopic(name));
                Feed feed = new Feed(settings.bootstrapServers(), topic, new Payments(accounts()), rate)) {
            feed.sendFirst(accounts());
            ChildProcess first = arena.turns().start(turn, name);
            awaitRead(first, turn);
            feed.start();
            settle(first);
            Turns.kill(first);
            long killed = System.nanoTime();
            if (!diskKept) {
                arena.turns().deleteState(turn);
            }
            measured.add(recover(arena.turns(), turn, new Recovery(run, diskKept, feed, alerts, killed)));
            return isEqual(name, feed, alerts);
        } finally {
            arena.turns().deleteState(turn);
        }
    }

    /** What goes on while a system recovers. */
    private record Recovery(int run, boolean diskKept, Feed feed, AlertWatch alerts, long killed) {

        /** When the first alert appeared on an event sent after the kill; empty if none has. */
        OptionalLong firstAlert() {
            Map<Window, Long> sentAt = feed.sentAt();
            return alerts.seenAt().entrySet().stream()
                    .filter(seen -> sentAt.getOrDefault(seen.getKey(), killed) > killed)
                    .mapToLong(Map.Entry::getValue)
                    .min();
        }
    }

    private void awaitRead(ChildProcess child, Turn turn) {
        try (Topics topics = Topics.open(settings.bootstrapServers())) {
            Map<TopicPartition, Long> ends = topics.ends(topics.require(turn.topic()));
            child.awaitUntil("read the events of all accounts", LIMIT, () -> {
                Map<TopicPartition, Long> committed = topics.committed(turn.name());
                return ends.entrySet().stream()
                        .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
            });
        }
    }

    private void settle(ChildProcess child) {
        long until = System.nanoTime() + Duration.ofSeconds(settleSeconds).toNanos();
        child.awaitUntil("settle", LIMIT, () -> System.nanoTime() - until > 0);
    }

    private RecoveryReport.Turn recover(Turns turns, Turn turn, Recovery recovery) {
        String process = turn.name() + "-again";
        long started = System.nanoTime();
        ChildProcess second = turns.start(turn, process);
        try {
            second.awaitUntil(
                    "raise a new alert", LIMIT, () -> recovery.firstAlert().isPresent());
            second.awaitUntil("tell of its first commit", LIMIT, () -> Files.exists(turns.result(process)));
            recovery.feed().stop();
            second.awaitUntil("raise all alerts", LIMIT, () -> recovery.alerts()
                    .hasSeen(recovery.feed().windows()));
        } finally {
            Turns.kill(second);
        }
        FirstCommit commit = JSON.readValue(turns.result(process), FirstCommit.class);
        double startToAlert = (recovery.firstAlert().orElseThrow() - started) / NANOS;
        RecoveryReport.Turn measured = new RecoveryReport.Turn(
                recovery.run(),
                turn.system().label(),
                recovery.diskKept(),
                startToAlert,
                commit.sinceOpening(),
                commit.sinceAssignment());
        show(measured);
        return measured;
    }

    private void show(RecoveryReport.Turn turn) {
        console.line(
                "run %d  %-28s disk %s: start to new alert %.2f s, consumers to commit %.2f s, assignment to commit %s"
                        .formatted(
                                turn.run(),
                                turn.system(),
                                turn.diskKept() ? "kept" : "lost",
                                turn.startToAlert(),
                                turn.startToCommit(),
                                turn.assignmentToCommit() == null
                                        ? "-"
                                        : "%.2f s".formatted(turn.assignmentToCommit())));
    }

    private boolean isEqual(String name, Feed feed, AlertWatch alerts) {
        String difference = alerts.difference(feed.windows());
        if (difference != null) {
            console.problem(name + " raised " + difference);
        }
        return difference == null;
    }

    private int accounts() {
        return settings.workload().accounts();
    }

    private RecoveryReport report(boolean equal, List<RecoveryReport.Turn> measured) {
        return new RecoveryReport(
                settings.command(),
                Machine.here(),
                accounts(),
                rate,
                settleSeconds,
                settings.partitions(),
                settings.threads(),
                settings.jvmOptions(),
                equal,
                measured);
    }
}
