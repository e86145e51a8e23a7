package io.bellbuoy.benchmarks.cli;

import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.contender.Libraries;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.recovery.RecoveryBenchmark;
import io.bellbuoy.quickstart.console.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bellbuoy bench recovery}. */
@Command(
        name = "recovery",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Gives each system in turn the state of many accounts, kills it while events go on, and starts it again, with its"
                    + " local disk and without: how long until the first new alert, and from the assignment of partitions to"
                    + " the first commit. All alerts are checked.",
            "Leave the machine alone meanwhile. Exit status 1 if alerts differ."
        })
final class RecoveryCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "How many have state (default: ${DEFAULT-VALUE}).")
    private int accounts;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Events a second; each hundredth raises alerts (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "40",
            description = "From when all accounts have state until the kill, time enough for checkpoints (default:"
                    + " ${DEFAULT-VALUE}).")
    private int settleSeconds;

    @Option(
            names = "--systems",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "bellbuoy,streams-slices-rocksdb,streams-slices-heap",
            description = "Bellbuoy and those of Kafka Streams (default: ${DEFAULT-VALUE}).")
    private List<String> systems;

    @Mixin
    private final CommonOptions common;

    RecoveryCommand(Console console, Path home) {
        this.console = console;
        this.common = new CommonOptions(home);
    }

    @Override
    public Integer call() {
        if (rate < 1 || settleSeconds < 0) {
            throw common.refused("--rate must be above 0, --settle not below", null);
        }
        var settings =
                common.settings(() -> new Workload(Math.max(2, accounts), accounts, common.seed()), 0, this::systems);
        return new RecoveryBenchmark(settings, rate, settleSeconds, console).run(Bench.class) ? 0 : 1;
    }

    private List<Entrant> systems() {
        List<Entrant> entrants = systems.stream().map(Entrant::of).toList();
        for (Entrant entrant : entrants) {
            if (!entrant.contender().raisesAlerts() || entrant.contender().libraries() == Libraries.FLINK) {
                throw new IllegalArgumentException(
                        "'%s' keeps no state over a restart of its process; take another system"
                                .formatted(entrant.label()));
            }
        }
        return entrants;
    }
}
