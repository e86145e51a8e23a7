package io.bellbuoy.benchmarks.scaling;

import io.bellbuoy.benchmarks.contender.Job;
import io.bellbuoy.benchmarks.generate.ExpectedAlerts;
import io.bellbuoy.benchmarks.generate.ExpectedAlerts.Window;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.measure.Measurement;
import io.bellbuoy.benchmarks.report.JsonReport;
import io.bellbuoy.benchmarks.report.Machine;
import io.bellbuoy.benchmarks.run.AlertCheck;
import io.bellbuoy.benchmarks.run.Arena;
import io.bellbuoy.benchmarks.run.BenchSettings;
import io.bellbuoy.benchmarks.run.Preload;
import io.bellbuoy.benchmarks.run.Turn;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Bellbuoy doing the job in several ways, one after the other. */
public final class ScalingBenchmark {

    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    private final BenchSettings settings;
    private final List<Series> series;
    private final Console console;
    /** What must ring, by input and by how far apart windows begin. */
    private final Map<Integer, Map<Duration, Set<Window>>> expected = new HashMap<>();

    /** @param settings whose systems are not looked at */
    public ScalingBenchmark(BenchSettings settings, List<Series> series, Console console) {
        this.settings = settings;
        this.series = List.copyOf(series);
        this.console = console;
    }

    /**
     * Measures all variants in all runs.
     *
     * @param main the main class of this program
     * @return whether all alerts were as they must be
     */
    public boolean run(Class<?> main) {
        List<ScalingReport.Turn> measured = new ArrayList<>();
        boolean equal = true;
        try (Arena arena = Arena.open(settings, main)) {
            for (int run = 1; run <= settings.runs(); run++) {
                for (Series each : series) {
                    for (Variant variant : variants(each)) {
                        preload(arena, variant.accounts());
                        equal &= measure(arena, run, each, variant, measured);
                    }
                }
            }
        }
        ScalingReport report = new ScalingReport(
                settings.command(),
                Machine.here(),
                settings.workload(),
                settings.warmUp(),
                settings.partitions(),
                settings.jvmOptions(),
                equal,
                measured);
        console.line("");
        report.lines().forEach(console::line);
        if (settings.json() != null) {
            JsonReport.write(report, settings.json());
        }
        return equal;
    }

    private List<Variant> variants(Series each) {
        return each.variants(
                settings.threads(),
                settings.workload().accounts(),
                settings.workload().seed());
    }

    private static String topic(int accounts) {
        return "transactions-" + accounts;
    }

    /** Writes an input that is not there yet. */
    private void preload(Arena arena, int accounts) {
        if (expected.containsKey(accounts)) {
            return;
        }
        arena.createTopic(topic(accounts));
        Workload workload = new Workload(
                settings.workload().events(), accounts, settings.workload().seed());
        Map<Duration, ExpectedAlerts> counts = new HashMap<>();
        series.stream()
                .flatMap(each -> variants(each).stream())
                .filter(variant -> variant.accounts() == accounts)
                .forEach(variant -> counts.computeIfAbsent(variant.every(), ExpectedAlerts::new));
        try (Progress progress = Progress.of(console, topic(accounts), workload.events())) {
            new Preload().send(workload, settings.bootstrapServers(), topic(accounts), counts.values(), progress);
        }
        Map<Duration, Set<Window>> windows = new HashMap<>();
        counts.forEach((every, count) -> windows.put(every, count.windows()));
        expected.put(accounts, windows);
    }

    private boolean measure(Arena arena, int run, Series each, Variant variant, List<ScalingReport.Turn> measured) {
        String name = "bench-" + variant.name() + "-" + run;
        Measurement measurement = arena.turns()
                .take(new Turn(
                        name,
                        variant.system(),
                        topic(variant.accounts()),
                        variant.threads(),
                        settings.warmUp(),
                        settings.workload().events() - settings.warmUp(),
                        false,
                        COMMIT_INTERVAL,
                        false,
                        variant.properties(),
                        variant.fields()));
        measured.add(new ScalingReport.Turn(run, each.label(), variant.name(), variant.rules(), measurement));
        console.line("run %d  %-18s %,12.0f events/s".formatted(run, variant.name(), measurement.rate()));
        if (!variant.system().contender().raisesAlerts()) {
            return true;
        }
        Set<Window> windows = expected.get(variant.accounts()).get(variant.every());
        String difference = AlertCheck.difference(settings.bootstrapServers(), Job.alertTopic(name), windows);
        if (difference != null) {
            console.problem("run %d: %s raised %s".formatted(run, variant.name(), difference));
        }
        return difference == null;
    }
}
