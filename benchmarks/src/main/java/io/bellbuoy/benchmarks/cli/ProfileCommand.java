package io.bellbuoy.benchmarks.cli;

import io.bellbuoy.benchmarks.contender.Contenders;
import io.bellbuoy.benchmarks.contender.Entrant;
import io.bellbuoy.benchmarks.generate.Workload;
import io.bellbuoy.benchmarks.profile.ProfileBenchmark;
import io.bellbuoy.quickstart.console.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bellbuoy bench profile}. */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets one system do the job once under the Java Flight Recorder, and says where its time went after the warm-up: by"
                    + " package, method and thread, and what it allocated. The recording is kept below --dir, in results.",
            "Exit status 1 if alerts differ."
        })
final class ProfileCommand implements Callable<Integer> {

    private final Console console;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "4000000",
            description = "How many are recorded (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "4000000",
            description = "How many are not, before those (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--accounts", paramLabel = "N", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(
            names = "--rules",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of Bellbuoy, those beyond the first drawn by the seed (default: ${DEFAULT-VALUE}).")
    private int rules;

    @Option(
            names = "--system",
            paramLabel = "NAME",
            defaultValue = Contenders.BELLBUOY,
            description = "Which (default: ${DEFAULT-VALUE}).")
    private String system;

    @Mixin
    private final CommonOptions common;

    ProfileCommand(Console console, Path home) {
        this.console = console;
        this.common = new CommonOptions(home);
    }

    @Override
    public Integer call() {
        if (rules < 1 || rules > 1_000) {
            throw common.refused("--rules must be from 1 to 1000, not " + rules, null);
        }
        var settings = common.settings(
                () -> new Workload(Math.addExact(warmUp, events), accounts, common.seed()),
                warmUp,
                () -> List.of(Entrant.of(system)));
        return new ProfileBenchmark(settings, rules, console).run(Bench.class) ? 0 : 1;
    }
}
