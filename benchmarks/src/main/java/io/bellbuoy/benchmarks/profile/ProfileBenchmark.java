package io.bellbuoy.benchmarks.profile;

import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.contender.Job;
import io.bellbuoy.benchmarks.draw.FraudRules;
import io.bellbuoy.benchmarks.generate.ExpectedAlerts;
import io.bellbuoy.benchmarks.measure.Measurement;
import io.bellbuoy.benchmarks.report.JsonReport;
import io.bellbuoy.benchmarks.report.Machine;
import io.bellbuoy.benchmarks.run.AlertCheck;
import io.bellbuoy.benchmarks.run.Arena;
import io.bellbuoy.benchmarks.run.BenchSettings;
import io.bellbuoy.benchmarks.run.Preload;
import io.bellbuoy.benchmarks.run.Turn;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Problem;
import io.bellbuoy.quickstart.console.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One turn of one system with a recording. */
public final class ProfileBenchmark {

    private static final String TOPIC = "transactions";
    private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

    private final BenchSettings settings;
    private final int rules;
    private final Console console;

    /**
     * @param settings whose first system is looked at
     * @param rules how many rules Bellbuoy has, drawn by the seed
     */
    public ProfileBenchmark(BenchSettings settings, int rules, Console console) {
        this.settings = settings;
        this.rules = rules;
        this.console = console;
    }

    /**
     * Looks at the system and prints the summary.
     *
     * @param main the main class of this program
     * @return whether its alerts were as they must be
     */
    public boolean run(Class<?> main) {
        Entrant system = settings.systems().get(0);
        Turn turn = turn(system);
        try (Arena arena = Arena.open(settings, main)) {
            arena.createTopic(TOPIC);
            ExpectedAlerts expected = preload();
            Measurement measurement = arena.turns().take(turn);
            String difference = system.contender().raisesAlerts() ? difference(turn, expected) : null;
            if (difference != null) {
                console.problem(system.label() + " raised " + difference);
            }
            Path recording = arena.turns().profile(turn.name());
            if (!Files.exists(recording)) {
                throw new Problem("The turn was too short to be recorded; take more --events, or a shorter --warm-up.");
            }
            Profile profile = Profile.read(recording);
            report(system, measurement, profile, difference == null);
            return difference == null;
        }
    }

    private ExpectedAlerts preload() {
        ExpectedAlerts expected = new ExpectedAlerts();
        try (Progress progress =
                Progress.of(console, "input", settings.workload().events())) {
            new Preload().send(settings.workload(), settings.bootstrapServers(), TOPIC, List.of(expected), progress);
        }
        return expected;
    }

    private Turn turn(Entrant system) {
        return new Turn(
                Turn.name(1, system),
                system,
                TOPIC,
                settings.threads(),
                settings.warmUp(),
                settings.workload().events() - settings.warmUp(),
                false,
                COMMIT_INTERVAL,
                true,
                FraudRules.draw(rules, settings.workload().seed()).properties(),
                List.of());
    }

    private @Nullable String difference(Turn turn, ExpectedAlerts expected) {
        return AlertCheck.difference(settings.bootstrapServers(), Job.alertTopic(turn.name()), expected.windows());
    }

    private void report(Entrant system, Measurement measurement, Profile profile, boolean equal) {
        ProfileReport report = new ProfileReport(
                settings.command(),
                Machine.here(),
                settings.workload(),
                settings.warmUp(),
                system.label(),
                rules,
                equal,
                measurement,
                profile);
        report.lines().forEach(console::line);
        if (settings.json() != null) {
            JsonReport.write(report, settings.json());
        }
    }
}
