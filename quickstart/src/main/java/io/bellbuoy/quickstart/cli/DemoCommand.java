package io.bellbuoy.quickstart.cli;

import io.bellbuoy.quickstart.demo.Demo;
import io.bellbuoy.quickstart.demo.DemoSettings;
import io.bellbuoy.quickstart.demo.Ports;
import io.bellbuoy.quickstart.generate.GeneratorSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bellbuoy demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a real Kafka broker, the fraud detection service, and the dead letter service with a real"
                    + " PostgreSQL, feeds them a generated stream of card payments with known fraud and some broken"
                    + " records in it, prints alerts as they ring, and sums up.",
            "All listen on 127.0.0.1 only. Ctrl-C ends everything."
        })
final class DemoCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many transactions, 1000 or more (default: ${DEFAULT-VALUE}).")
    private long events;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "The same seed gives the same payments and frauds (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "2000",
            description =
                    "Events a second in the last part of the stream, in which latency is measured; the part before is"
                            + " sent at full speed (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(names = "--exit-when-done", description = "End after the summary instead of keeping everything running.")
    private boolean exitWhenDone;

    @Option(
            names = "--port-base",
            paramLabel = "P",
            defaultValue = "" + Ports.DEFAULT_BASE,
            description = "Broker on P, its controller on P+1, HTTP of the fraud detection on P+2, PostgreSQL on P+3,"
                    + " console of the dead letter service on P+4 (default: ${DEFAULT-VALUE}).")
    private int portBase;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where data, state and logs are kept; emptied at the start (default: .bellbuoy/demo in the"
                    + " repository).")
    private @Nullable Path directory;

    @Option(names = "--keep", description = "Keep the data of the demo before, start on it, and generate nothing.")
    private boolean keep;

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        DemoSettings settings = Usage.checked(command, this::settings);
        return new Demo(settings, surroundings.console(), surroundings.clock()).run(Bellbuoy.class) ? 0 : 1;
    }

    private DemoSettings settings() {
        GeneratorSettings.requireEvents(events);
        Path where = directory == null ? surroundings.home().resolve(".bellbuoy/demo") : directory;
        return new DemoSettings(
                events, seed, rate, exitWhenDone, keep, new Ports(portBase), where, surroundings.home());
    }
}
