package io.bellbuoy.faults.cli;

import io.bellbuoy.faults.cluster.ClusterSettings;
import io.bellbuoy.faults.run.TakeoverTrial;
import io.bellbuoy.quickstart.console.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private final TrialOptions trial;

    TakeoverCommand(Console console, Path home) {
        this.console = console;
        this.trial = new TrialOptions(home);
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
        ClusterSettings cluster = trial.sums("--bellbuoy.state.standby=" + standby);
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
