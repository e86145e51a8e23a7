package io.bellbuoy.faults.cli;

import io.bellbuoy.faults.cluster.ClusterSettings;
import io.bellbuoy.faults.run.Draw;
import io.bellbuoy.faults.run.Trial;
import io.bellbuoy.faults.run.TrialReport;
import io.bellbuoy.faults.run.TrialSettings;
import io.bellbuoy.faults.strike.Strike;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bellbuoy faults}. */
@Command(
        name = "faults",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs two instances of the fraud detection service on a real broker while payments flow, lets faults strike that are"
                    + " drawn by the seed, and compares every alert, feature, block, late event and dead letter with those of a"
                    + " brute-force count over the input. The group protocol is 'classic' for an even seed, 'consumer' for an odd"
                    + " one; of every four seeds the last two have a rule by another key, which needs a second stage.",
            "The long form runs on three brokers: every fault and kills at every point with this seed and with the next, and then"
                    + " those that have to do with checkpoints with the two seeds behind, with checkpoints every 2 and 6 seconds.",
            "Exit status 1 if anything is lost, doubled or out of order, or if an instance logs an error."
        })
final class FaultsCommand implements Callable<Integer> {

    private static final int LONG_BROKERS = 3;
    private static final Duration SHORT_LOCAL = Duration.ofSeconds(2);
    private static final Duration SHORT_REMOTE = Duration.ofSeconds(6);

    private final Console console;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Records that are sent (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Decides on input, faults and protocol (default: random).")
    private @Nullable Long seed;

    @Option(names = "--long", description = "The long form, in place of --points and --faults.")
    private boolean everything;

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Kills at points of the protocol, each with one at a random time before it (default: ${DEFAULT-VALUE}).")
    private int points;

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "6",
            description = "Other faults (default: ${DEFAULT-VALUE}).")
    private int faults;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            split = ",",
            description =
                    "Of all faults those whose names contain one of these, in this order, in place of those that are drawn.")
    private @Nullable List<String> only;

    @Option(
            names = "--part",
            paramLabel = "K/N",
            description =
                    "Of all faults the K-th of N parts, in place of those that are drawn: the long form with a seed in pieces.")
    private @Nullable String part;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            description = "How many brokers, 1 or 3 (default: 3 for the long form, else 1).")
    private @Nullable Integer brokers;

    @Option(
            names = "--local",
            paramLabel = "MS",
            description = "Milliseconds between local checkpoints (default: the service's own).")
    private @Nullable Long local;

    @Option(
            names = "--remote",
            paramLabel = "MS",
            description = "Milliseconds between checkpoints in Kafka (default: the service's own).")
    private @Nullable Long remote;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the service, such as bellbuoy.state.cache-entries=1000; may be repeated.")
    private List<String> set = List.of();

    @Mixin
    private final TrialOptions trial;

    FaultsCommand(Console console, Path home) {
        this.console = console;
        this.trial = new TrialOptions(home);
    }

    @Override
    public Integer call() {
        long drawn = seed == null ? RandomGenerator.getDefault().nextInt(1_000_000) : seed;
        List<TrialSettings> trials = everything
                ? List.of(
                        trial(drawn, false, Draw::all),
                        trial(drawn + 1, false, Draw::all),
                        trial(drawn + 2, true, Draw::checkpoints),
                        trial(drawn + 3, true, Draw::checkpoints))
                : List.of(trial(drawn, false, this::strikes));
        boolean exact = true;
        for (TrialSettings trial : trials) {
            exact &= isExact(trial);
        }
        return exact ? 0 : 1;
    }

    private TrialSettings trial(
            long drawn, boolean shortCheckpoints, BiFunction<Long, Draw.Scope, List<Strike>> strikes) {
        int several = brokers != null ? brokers : everything ? LONG_BROKERS : 1;
        boolean staged = Math.floorMod(drawn, 4) >= 2;
        ClusterSettings cluster = new ClusterSettings(
                trial.directory(),
                several,
                trial.portBase(),
                trial.jar(),
                Math.floorMod(drawn, 2) == 1,
                shortCheckpoints ? SHORT_LOCAL : millis(local),
                shortCheckpoints ? SHORT_REMOTE : millis(remote),
                ClusterSettings.RULES,
                set.stream().map(setting -> "--" + setting).toList(),
                staged);
        Draw.Scope scope =
                new Draw.Scope(several, staged, cluster.betweenCheckpoints().compareTo(SHORT_LOCAL) <= 0);
        return new TrialSettings(cluster, events, drawn, strikes.apply(drawn, scope));
    }

    private static @Nullable Duration millis(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private List<Strike> strikes(long drawn, Draw.Scope scope) {
        if (part != null) {
            return part(Draw.all(drawn, scope), part);
        }
        if (only == null) {
            return Draw.of(drawn, scope, points, faults);
        }
        List<Strike> named = only.stream()
                .flatMap(text -> Draw.all(drawn, scope).stream()
                        .filter(strike -> strike.name().contains(text)))
                .toList();
        if (named.isEmpty()) {
            throw new Problem("No fault has a name that contains " + only + "; there are: "
                    + Draw.all(drawn, scope).stream().map(Strike::name).sorted().toList());
        }
        return named;
    }

    private static List<Strike> part(List<Strike> all, String text) {
        Matcher found = Pattern.compile("([1-9]\\d{0,2})/([1-9]\\d{0,2})").matcher(text);
        if (!found.matches() || Integer.parseInt(found.group(1)) > Integer.parseInt(found.group(2))) {
            throw new Problem("--part=" + text + " is not K/N, such as 2/3 for the second of three parts.");
        }
        int k = Integer.parseInt(found.group(1));
        int n = Integer.parseInt(found.group(2));
        return all.subList(all.size() * (k - 1) / n, all.size() * k / n);
    }

    private boolean isExact(TrialSettings trial) {
        ClusterSettings cluster = trial.cluster();
        console.line("seed %d, group protocol %s, stages %d, brokers %d, checkpoints every %d s, %,d events"
                .formatted(
                        trial.seed(),
                        cluster.consumerProtocol() ? "consumer" : "classic",
                        cluster.staged() ? 2 : 1,
                        cluster.brokers(),
                        cluster.betweenCheckpoints().toSeconds(),
                        trial.events()));
        TrialReport report = new Trial(trial, console).run(Faults.class);
        report.details().forEach(console::line);
        console.line(report.line() + " (seed " + trial.seed() + ")");
        return report.isExact();
    }
}
