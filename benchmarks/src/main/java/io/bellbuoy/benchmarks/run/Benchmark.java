package io.bellbuoy.benchmarks.run;

import io.bellbuoy.benchmarks.contender.Contenders;
import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.contender.Job;
import io.bellbuoy.benchmarks.generate.ExpectedAlerts;
import io.bellbuoy.benchmarks.generate.ExpectedAlerts.Window;
import io.bellbuoy.benchmarks.measure.Measurement;
import io.bellbuoy.benchmarks.report.JsonReport;
import io.bellbuoy.benchmarks.report.Machine;
import io.bellbuoy.benchmarks.report.Report;
import io.bellbuoy.benchmarks.report.RunResult;
import io.bellbuoy.benchmarks.report.SystemSummary;
import io.bellbuoy.benchmarks.report.Table;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.console.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One benchmark: a broker, the input, every system in turn, run after run, and the report. */
public final class Benchmark {

    static final String TOPIC = "transactions";

    /** As long as Bellbuoy's transactions get when it is behind. */
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    private final BenchSettings settings;
    private final Console console;

    public Benchmark(BenchSettings settings, Console console) {
        this.settings = settings;
        this.console = console;
    }

    /**
     * Runs the benchmark.
     *
     * @param main the main class of this program, which is started again as the broker and as each system
     * @return whether all alerts were as they must be
     * @throws Problem if a check failed before the start, or a process ended by itself
     */
    public boolean run(Class<?> main) {
        try (Arena arena = Arena.open(settings, main)) {
            arena.createTopic(TOPIC);
            Set<Window> expected = preload();
            Report report = takeTurns(arena.turns(), expected);
            console.line("");
            Table.lines(report, Contenders.BASELINE).forEach(console::line);
            writeJson(report);
            return report.alertsEqual();
        }
    }

    private Set<Window> preload() {
        try (Progress progress =
                Progress.of(console, "input", settings.workload().events())) {
            ExpectedAlerts expected = new ExpectedAlerts();
            new Preload().send(settings.workload(), settings.bootstrapServers(), TOPIC, List.of(expected), progress);
            Set<Window> windows = expected.windows();
            long filled = expected.filledWindows();
            console.line("input: %,d events; by brute force %,d alerts, %.1f of 1000 windows of an account"
                    .formatted(settings.workload().events(), windows.size(), 1000.0 * windows.size() / filled));
            return windows;
        }
    }

    private Report takeTurns(Turns turns, Set<Window> expected) {
        List<RunResult> results = new ArrayList<>();
        boolean equal = true;
        for (int run = 1; run <= settings.runs(); run++) {
            for (Entrant system : settings.systems()) {
                RunResult result = new RunResult(run, system.label(), turns.take(turn(run, system)));
                results.add(result);
                show(result);
                equal &= !system.contender().raisesAlerts() || isEqual(run, system, expected);
            }
        }
        return new Report(
                settings.command(),
                Machine.here(),
                settings.workload(),
                settings.warmUp(),
                settings.partitions(),
                settings.threads(),
                settings.jvmOptions(),
                expected.size(),
                equal,
                SystemSummary.of(results, Contenders.BASELINE),
                results);
    }

    private Turn turn(int run, Entrant system) {
        return new Turn(
                Turn.name(run, system),
                system,
                TOPIC,
                settings.threads(),
                settings.warmUp(),
                settings.workload().events() - settings.warmUp(),
                false,
                COMMIT_INTERVAL,
                false,
                List.of(),
                List.of());
    }

    private void show(RunResult result) {
        Measurement measured = result.measurement();
        console.line("run %d  %-22s %,12.0f events/s  (%.2f s, %.1f CPU s), cold %,12.0f events/s"
                .formatted(
                        result.run(),
                        result.system(),
                        measured.rate(),
                        measured.seconds(),
                        measured.cpuSeconds(),
                        measured.coldRate()));
    }

    private boolean isEqual(int run, Entrant system, Set<Window> expected) {
        String difference =
                AlertCheck.difference(settings.bootstrapServers(), Job.alertTopic(Turn.name(run, system)), expected);
        if (difference != null) {
            console.problem("run %d: %s raised %s".formatted(run, system.label(), difference));
        }
        return difference == null;
    }

    private void writeJson(Report report) {
        Path json = settings.json();
        if (json != null) {
            JsonReport.write(report, json);
        }
    }
}
