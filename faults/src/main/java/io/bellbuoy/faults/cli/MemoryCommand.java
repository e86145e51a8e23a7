package io.bellbuoy.faults.cli;

import io.bellbuoy.faults.cluster.ClusterSettings;
import io.bellbuoy.faults.run.MemoryTrial;
import io.bellbuoy.quickstart.console.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bellbuoy faults memory}. */
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs one instance with little memory while it gets state of many accounts, and while the brokers take little from it."
                    + " Exit status 1 if it takes more memory than it may, or if a sum is not what it must be."
        })
final class MemoryCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--keys",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "Accounts (default: ${DEFAULT-VALUE}).")
    private int keys;

    @Option(
            names = "--heap",
            paramLabel = "MB",
            defaultValue = "512",
            description = "Heap of the instance (default: ${DEFAULT-VALUE}).")
    private int heap;

    @Option(
            names = "--bound",
            paramLabel = "MB",
            defaultValue = "1280",
            description = "What its process may take in all (default: ${DEFAULT-VALUE}).")
    private int bound;

    @Option(
            names = "--cache-entries",
            paramLabel = "N",
            defaultValue = "50000",
            description = "bellbuoy.state.cache-entries, the accounts that a partition keeps on the heap (default:"
                    + " ${DEFAULT-VALUE}).")
    private int cacheEntries;

    @Mixin
    private final TrialOptions trial;

    MemoryCommand(Console console, Path home) {
        this.console = console;
        this.trial = new TrialOptions(home);
    }

    @Override
    public Integer call() {
        ClusterSettings cluster = trial.sums("--bellbuoy.state.cache-entries=" + cacheEntries);
        MemoryTrial.Settings settings = new MemoryTrial.Settings(cluster, keys, heap);
        MemoryTrial.Report report = new MemoryTrial(settings, console).run(Faults.class);
        console.line(report.line() + " (bound %,d MB)".formatted(bound));
        return report.isExact() && report.mostMegabytes() <= bound ? 0 : 1;
    }
}
