package io.bellbuoy.quickstart.cli;

import io.bellbuoy.quickstart.demo.Ports;
import io.bellbuoy.quickstart.tail.Tail;
import io.bellbuoy.quickstart.tail.TailSettings;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bellbuoy tail}. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints what is committed to a topic, one line a record: alerts, account actions, dead letters and late events"
                    + " readable, everything else as JSON.",
            "Colours only on a terminal, and never with NO_COLOR set."
        })
final class TailCommand implements Callable<Integer> {

    static final String DEFAULT_BOOTSTRAP = "127.0.0.1:" + Ports.DEFAULT_BASE;

    private final Surroundings surroundings;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "TOPIC", description = "The topic, such as fraud-alerts.")
    private String topic;

    @Option(
            names = "--json",
            description = "One JSON object a line: topic, partition, offset, timestamp, key, headers, value.")
    private boolean json;

    @Option(names = "--from-beginning", description = "Start with what is there, not only with what comes.")
    private boolean fromBeginning;

    @Option(names = "--max", paramLabel = "N", description = "End after N records.")
    private @Nullable Long max;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = DEFAULT_BOOTSTRAP,
            description = "The broker (default: ${DEFAULT-VALUE}, that of the demo).")
    private String bootstrap;

    TailCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        TailSettings settings =
                Usage.checked(command, () -> new TailSettings(bootstrap, topic, fromBeginning, json, max));
        new Tail(settings, surroundings.console()).run(() -> false);
        return 0;
    }
}
