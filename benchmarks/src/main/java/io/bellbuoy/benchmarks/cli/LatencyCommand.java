package io.bellbuoy.benchmarks.cli;

import io.bellbuoy.benchmarks.contender.Contender.Alerts;
import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.latency.LatencyBenchmark;
import io.bellbuoy.quickstart.console.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bellbuoy bench latency}. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends payments at a steady rate to each system in turn, and measures how long it takes from the event that makes a"
                    + " window ring until a read_committed consumer sees the alert. All alerts are checked.",
            "Leave the machine alone meanwhile. Exit status 1 if alerts differ."
        })
final class LatencyCommand implements Callable<Integer> {

    private static final String SYSTEMS = "bellbuoy,streams-slices-heap@10,streams-slices-rocksdb@10,streams-dsl@10,"
            + "streams-slices-heap@100,flink-slices-heap@1000,flink-slices-rocksdb@1000";

    private final Console console;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Events a second (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "120",
            description = "How long is measured (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "60",
            description = "Seconds before that (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--accounts", paramLabel = "N", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(
            names = "--systems",
            paramLabel = "NAME",
            split = ",",
            defaultValue = SYSTEMS,
            description =
                    "Which take part, in that order; NAME@MS sets the time between commits of one of Kafka Streams or"
                            + " Flink (default: ${DEFAULT-VALUE}).")
    private List<String> systems;

    @Mixin
    private final CommonOptions common;

    LatencyCommand(Console console, Path home) {
        this.console = console;
        this.common = new CommonOptions(home);
    }

    @Override
    public Integer call() {
        if (rate < 1 || seconds < 1 || warmUp < 0) {
            throw common.refused("--rate and --seconds must be above 0, --warm-up not below", null);
        }
        var settings = common.settings(
                () -> new Workload(Math.multiplyExact(rate, Math.addExact(warmUp, seconds)), accounts, common.seed()),
                Math.multiplyExact(rate, warmUp),
                this::systems);
        return new LatencyBenchmark(settings, rate, console).run(Bench.class) ? 0 : 1;
    }

    private List<Entrant> systems() {
        List<Entrant> entrants = systems.stream().map(Entrant::of).toList();
        for (Entrant entrant : entrants) {
            if (entrant.contender().alerts() != Alerts.EARLY) {
                throw new IllegalArgumentException(
                        "'%s' raises no alerts as events come; take another system".formatted(entrant.label()));
            }
        }
        return entrants;
    }
}
