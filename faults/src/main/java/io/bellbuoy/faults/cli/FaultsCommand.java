package io.bellbuoy.faults.cli;

import io.bellbuoy.faults.cluster.ClusterSettings;
import io.bellbuoy.faults.cluster.TrialDirectory;
import io.bellbuoy.faults.run.Draw;
import io.bellbuoy.faults.run.Trial;
import io.bellbuoy.faults.run.TrialReport;
import io.bellbuoy.faults.run.TrialSettings;
import io.bellbuoy.faults.strike.Strike;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.console.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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
                    + " one.",
            "The long form runs on three brokers, with every fault and kills at every point, once for each group protocol.",
            "Exit status 1 if anything is lost, doubled or out of order."
        })
final class FaultsCommand implements Callable<Integer> {

    private static final String SERVICE = "fraud-detection-service";
    private static final int SHORT_BROKERS = 1;
    private static final int LONG_BROKERS = 3;

    private final Console console;
    private final Path home;

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
                    "Of the faults of the long form those whose names contain one of these, on one broker, in place of"
                            + " those that are drawn.")
    private @Nullable List<String> only;

    @Option(
            names = "--local",
            paramLabel = "MS",
            defaultValue = "2000",
            description = "Milliseconds between local checkpoints (default: ${DEFAULT-VALUE}).")
    private long local;

    @Option(
            names = "--remote",
            paramLabel = "MS",
            defaultValue = "6000",
            description = "Milliseconds between checkpoints in Kafka (default: ${DEFAULT-VALUE}).")
    private long remote;

    @Option(
            names = "--port-base",
            paramLabel = "P",
            defaultValue = "19292",
            description = "The first broker on P, its controller on P+1, the next on P+2 (default: ${DEFAULT-VALUE}).")
    private int portBase;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Where data, state and logs are kept; emptied at the start (default: .bellbuoy/faults in the repository).")
    private @Nullable Path directory;

    FaultsCommand(Console console, Path home) {
        this.console = console;
        this.home = home;
    }

    @Override
    public Integer call() {
        long drawn = seed == null ? RandomGenerator.getDefault().nextInt(1_000_000) : seed;
        if (!everything) {
            return isExact(drawn, SHORT_BROKERS, only == null ? Draw.of(drawn, points, faults) : named(drawn, only))
                    ? 0
                    : 1;
        }
        boolean first = isExact(drawn, LONG_BROKERS, Draw.all(drawn, LONG_BROKERS));
        boolean second = isExact(drawn + 1, LONG_BROKERS, Draw.all(drawn + 1, LONG_BROKERS));
        return first && second ? 0 : 1;
    }

    private static List<Strike> named(long drawn, List<String> texts) {
        List<Strike> named = texts.stream()
                .flatMap(text -> Draw.all(drawn, SHORT_BROKERS).stream()
                        .filter(strike -> strike.name().contains(text)))
                .toList();
        if (named.isEmpty()) {
            throw new Problem("No fault has a name that contains " + texts + "; there are: "
                    + Draw.all(drawn, SHORT_BROKERS).stream()
                            .map(Strike::name)
                            .sorted()
                            .toList());
        }
        return named;
    }

    private boolean isExact(long drawn, int brokers, List<Strike> strikes) {
        boolean consumerProtocol = Math.floorMod(drawn, 2) == 1;
        console.line("seed %d, group protocol %s, brokers %d, %,d events"
                .formatted(drawn, consumerProtocol ? "consumer" : "classic", brokers, events));
        TrialDirectory where =
                new TrialDirectory(directory == null ? home.resolve(".bellbuoy/faults") : directory.toAbsolutePath());
        ClusterSettings cluster = new ClusterSettings(
                where, brokers, portBase, jar(), consumerProtocol, Duration.ofMillis(local), Duration.ofMillis(remote));
        TrialReport report = new Trial(new TrialSettings(cluster, events, drawn, strikes), console).run(Faults.class);
        report.details().forEach(console::line);
        console.line(report.line() + " (seed " + drawn + ")");
        return report.verdict().isExact();
    }

    private Path jar() {
        Path target = home.resolve(SERVICE).resolve("target");
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches(SERVICE + "-.*-exec\\.jar"))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .orElseThrow(() -> new IOException("there is none"));
        } catch (IOException e) {
            throw new Problem(
                    "There is no " + SERVICE + "-*-exec.jar in " + target
                            + ". Start by the script ./bellbuoy, which builds it.",
                    e);
        }
    }
}
