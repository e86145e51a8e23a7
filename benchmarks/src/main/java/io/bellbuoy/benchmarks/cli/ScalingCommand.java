package io.bellbuoy.benchmarks.cli;

import io.bellbuoy.benchmarks.contender.Contenders;
import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.scaling.ScalingBenchmark;
import io.bellbuoy.benchmarks.scaling.Series;
import io.bellbuoy.quickstart.console.Console;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bellbuoy bench scaling}. */
@Command(
        name = "scaling",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets Bellbuoy do the job with 1 thread and 2, 1 to 100 rules over one key, some recipes, 1 to 60 windows that overlap, ten"
                    + " thousand to ten million keys, and a second key, which takes a stage. All alerts of the high-value rule"
                    + " are checked.",
            "Leave the machine alone meanwhile. Exit status 1 if alerts differ."
        })
final class ScalingCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "How many are measured (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "How many are not, before those (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "100000",
            description = "In all series but keys (default: ${DEFAULT-VALUE}).")
    private int accounts;

    @Option(
            names = "--series",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "threads,rules,recipes,windows,keys,stage",
            description = "What is varied, in that order (default: ${DEFAULT-VALUE}).")
    private List<String> series;

    @Mixin
    private final CommonOptions common;

    ScalingCommand(Console console, Path home) {
        this.console = console;
        this.common = new CommonOptions(home);
    }

    @Override
    public Integer call() {
        List<Series> varied = series.stream().map(this::named).toList();
        var settings = common.settings(
                () -> new Workload(Math.addExact(warmUp, events), accounts, common.seed()),
                warmUp,
                () -> List.of(Entrant.of(Contenders.BELLBUOY)));
        return new ScalingBenchmark(settings, varied, console).run(Bench.class) ? 0 : 1;
    }

    private Series named(String name) {
        return Arrays.stream(Series.values())
                .filter(each -> each.label().equals(name))
                .findFirst()
                .orElseThrow(() -> common.refused(
                        "there is no series '%s'; there are %s"
                                .formatted(
                                        name,
                                        Arrays.stream(Series.values())
                                                .map(Series::label)
                                                .collect(Collectors.joining(", "))),
                        null));
    }
}
