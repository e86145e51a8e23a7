package io.bellbuoy.faults.cli;

import io.bellbuoy.faults.cluster.ClusterSettings;
import io.bellbuoy.faults.cluster.TrialDirectory;
import io.bellbuoy.faults.run.TakeoverTrial;
import io.bellbuoy.quickstart.console.Console;
import io.bellbuoy.quickstart.process.ServiceJar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bellbuoy faults takeover}. */
@Command(
        name = "takeover",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Gives two instances the state of many accounts, kills one for good, and measures how soon the other goes on for both:"
                    + " without a standby, and with one. Each measure has the session timeout of 6 s in it, after which the group"
                    + " takes the dead instance for dead."
        })
final class TakeoverCommand implements Callable<Integer> {

    private final Console console;
    private final Path home;

    @Option(
            names = "--keys",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Accounts (default: ${DEFAULT-VALUE}).")
    private int keys;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "40",
            description = "From when both instances have partitions until the kill (default: ${DEFAULT-VALUE}).")
    private int settleSeconds;

    @Option(
            names = "--port-base",
            paramLabel = "P",
            defaultValue = "19292",
            description = "The broker on P, its controller on P+1 (default: ${DEFAULT-VALUE}).")
    private int portBase;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Where data, state and logs are kept; emptied at the start (default: .bellbuoy/faults in the repository).")
    private @Nullable Path directory;

    TakeoverCommand(Console console, Path home) {
        this.console = console;
        this.home = home;
    }

    @Override
    public Integer call() {
        Duration without = takeover(0);
        Duration with = takeover(1);
        console.line(
                "%,d accounts: kill -9 to the last partition's next commit %.1f s without a standby, %.1f s with one"
                        .formatted(keys, seconds(without), seconds(with)));
        return 0;
    }

    private Duration takeover(int standby) {
        ClusterSettings cluster = new ClusterSettings(
                new TrialDirectory(directory == null ? home.resolve(".bellbuoy/faults") : directory.toAbsolutePath()),
                1,
                portBase,
                ServiceJar.of(home),
                false,
                null,
                null,
                "memory-rules.yml",
                List.of("--bellbuoy.state.standby=" + standby),
                false);
        Duration taken = new TakeoverTrial(
                        new TakeoverTrial.Settings(cluster, keys, Duration.ofSeconds(settleSeconds)), console)
                .run(Faults.class);
        console.line("standby %d: %.1f s".formatted(standby, seconds(taken)));
        return taken;
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
