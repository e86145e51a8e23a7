package io.bellbuoy.benchmarks.cli;

import io.bellbuoy.benchmarks.cost.Jmh;
import io.bellbuoy.benchmarks.cost.RuleCosts;
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

/** {@code bellbuoy bench rules}. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "What rules over one key cost: the time of an event in the engine alone, by JMH, with one rule and with more; all"
                    + " of the same value, or each of a value of its own.",
            "Leave the machine alone meanwhile; if it is not, the ratios still tell."
        })
final class RulesCommand implements Callable<Integer> {

    /** Memory from the start, and a collector that needs no second core while it is measured. */
    private static final List<String> JVM_OPTIONS =
            List.of("-Xms2g", "-Xmx2g", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");

    private final Console console;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--rules",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,10,100",
            description = "How many rules; ratios are to the first (default: ${DEFAULT-VALUE}).")
    private List<Integer> rules;

    @Option(
            names = "--windows",
            paramLabel = "KIND",
            split = ",",
            defaultValue = "drawn,sliding,trailing",
            description =
                    "drawn: rules of all kinds as a fraud team has them; or all over 10 minutes, sliding (by 1 minute)"
                            + " or trailing (default: ${DEFAULT-VALUE}).")
    private List<String> windows;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Seconds of each measurement, after as many to warm up (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "2",
            description = "JVMs a row (default: ${DEFAULT-VALUE}).")
    private int forks;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The same seed draws the same rules (default: ${DEFAULT-VALUE}).")
    private long seed;

    RulesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws RunnerException {
        require(rules.stream().allMatch(number -> number > 0), "--rules must be numbers above 0");
        require(
                List.of(RuleCosts.DRAWN, "sliding", "trailing").containsAll(windows),
                "--windows must be of drawn, sliding and trailing");
        require(seconds > 0 && forks > 0, "--seconds and --forks must be above 0");
        Jmh jmh = new Jmh(forks, seconds, JVM_OPTIONS);
        RuleCosts costs = new RuleCosts(jmh, seed);
        console.line(RuleCosts.head());
        for (String window : windows) {
            costs.measure(window, rules, console::line);
        }
        console.line("");
        console.line("Ratio: to the first row of its window; ns a rule: what each further rule adds to an event.");
        console.line(jmh + "; rules drawn by seed " + seed);
        console.line(Machine.here().toString());
        return 0;
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), message);
        }
    }
}
