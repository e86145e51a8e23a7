package io.bellbuoy.benchmarks.cli;

import io.bellbuoy.benchmarks.cost.Jmh;
import io.bellbuoy.benchmarks.cost.Part;
import io.bellbuoy.benchmarks.cost.PartCosts;
import io.bellbuoy.benchmarks.report.Machine;
import io.bellbuoy.quickstart.console.Console;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bellbuoy bench parts}. */
@Command(
        name = "parts",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "What the parts of an event's way cost, each by itself and by JMH: decoding, finding its key, adding it to a slice, a"
                    + " condition, writing and reading state, an alert.",
            "Leave the machine alone meanwhile."
        })
final class PartsCommand implements Callable<Integer> {

    private static final List<String> JVM_OPTIONS =
            List.of("-Xms1g", "-Xmx1g", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");

    private final Console console;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Seconds of each measurement, after as many to warm up (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "2",
            description = "JVMs a part (default: ${DEFAULT-VALUE}).")
    private int forks;

    PartsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws RunnerException {
        if (seconds < 1 || forks < 1) {
            throw new ParameterException(command.commandLine(), "--seconds and --forks must be above 0");
        }
        Jmh jmh = new Jmh(forks, seconds, JVM_OPTIONS);
        PartCosts costs = new PartCosts(jmh);
        console.line(PartCosts.head());
        for (Part part : Part.values()) {
            console.line(costs.measure(part));
        }
        console.line("");
        console.line("One thread; " + jmh);
        console.line(Machine.here().toString());
        return 0;
    }
}
