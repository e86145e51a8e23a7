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
import io.bellbuoy.quickstart.check.Preflight;
import io.bellbuoy.quickstart.check.Requirements;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.console.Progress;
import io.bellbuoy.quickstart.process.ChildProcess;
import io.bellbuoy.quickstart.process.JavaCommand;
import io.bellbuoy.quickstart.process.ProcessFile;
import io.bellbuoy.quickstart.process.ProcessGroup;
import io.bellbuoy.quickstart.topic.CommittedReader;
import io.bellbuoy.quickstart.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One benchmark: a broker, the input, every system in turn, run after run, and the report. */
public final class Benchmark {

    static final String TOPIC = "transactions";

    private static final Duration BROKER_LIMIT = Duration.ofSeconds(60);
    private static final int JAVA = 17;
    private static final long GIB = 1L << 30;
    private static final long MEMORY = 5 * GIB;
    /** Of the input and of what a run writes, until the next benchmark. */
    private static final long DISK_BYTES_AN_EVENT = 1024;

    private final BenchSettings settings;
    private final BenchDirectory directory;
    private final Console console;

    public Benchmark(BenchSettings settings, Console console) {
        this.settings = settings;
        this.directory = new BenchDirectory(settings.directory());
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
        directory.claim();
        try (ProcessGroup processes = ProcessGroup.open(new ProcessFile(directory.processes()), directory.logs())) {
            preflight();
            directory.empty();
            startBroker(processes, main);
            Set<Window> expected = preload();
            Turns turns = new Turns(settings, directory, processes, main);
            Report report = takeTurns(turns, expected);
            console.line("");
            Table.lines(report, Contenders.BASELINE).forEach(console::line);
            writeJson(report);
            return report.alertsEqual();
        }
    }

    private void preflight() {
        long disk = GIB + settings.workload().events() * DISK_BYTES_AN_EVENT;
        Requirements needs = new Requirements(JAVA, MEMORY, disk, settings.ports());
        for (Preflight.Result result : Preflight.check(
                io.bellbuoy.quickstart.check.Machine.probe(settings.directory(), needs.ports()), needs)) {
            if (!result.passed()) {
                throw new Problem(result.name() + ": " + result.found() + "; " + result.advice());
            }
        }
    }

    private void startBroker(ProcessGroup processes, Class<?> main) {
        List<String> arguments = List.of(
                "broker",
                "--dir=" + directory.broker(),
                "--port=" + settings.portBase(),
                "--controller-port=" + (settings.portBase() + 1),
                "--parent=" + ProcessHandle.current().pid(),
                "--processes=" + directory.processes());
        ChildProcess broker = processes.start("broker", JavaCommand.self(main, List.of("-Xms1g", "-Xmx1g"), arguments));
        try (Topics topics = Topics.open(settings.bootstrapServers())) {
            broker.awaitUntil("answer", BROKER_LIMIT, topics::isReachable);
            topics.createMissing(TOPIC, settings.partitions());
        }
    }

    private Set<Window> preload() {
        try (Progress progress =
                Progress.of(console, "input", settings.workload().events())) {
            ExpectedAlerts expected =
                    new Preload().send(settings.workload(), settings.bootstrapServers(), TOPIC, progress);
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
                RunResult result = turns.take(run, system);
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
        String topic = Job.alertTopic(Turns.name(run, system));
        AlertCheck check = new AlertCheck();
        try (Topics topics = Topics.open(settings.bootstrapServers());
                CommittedReader reader =
                        CommittedReader.open(settings.bootstrapServers(), topics.require(topic), true)) {
            reader.readToEnd(record -> check.add(record.value()));
        }
        String difference = check.difference(expected);
        if (difference != null) {
            console.problem("run %d: %s raised %s".formatted(run, system.label(), difference));
        }
        return difference == null;
    }

    private void writeJson(Report report) {
        Path json = settings.json();
        if (json == null) {
            return;
        }
        try {
            Files.write(json, JsonReport.of(report));
        } catch (IOException e) {
            throw new Problem("The report cannot be written to " + json + ": " + e.getMessage(), e);
        }
    }
}
