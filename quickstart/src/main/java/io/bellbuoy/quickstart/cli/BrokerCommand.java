package io.bellbuoy.quickstart.cli;

import io.bellbuoy.quickstart.broker.BrokerProcess;
import io.bellbuoy.quickstart.broker.BrokerSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code broker}: what other commands start as their broker; not for people. */
@Command(name = "broker", hidden = true, description = "Runs a Kafka broker until its parent process is gone.")
public final class BrokerCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Option(names = "--dir", required = true, description = "Its directory.")
    private Path directory;

    @Option(names = "--port", required = true, description = "For clients.")
    private int port;

    @Option(names = "--controller-port", required = true, description = "For the controller.")
    private int controllerPort;

    @Mixin
    private ChildOptions family = new ChildOptions();

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of Kafka's; may be repeated.")
    private Map<String, String> overrides = new HashMap<>();

    @Override
    public Integer call() {
        BrokerSettings settings =
                Usage.checked(command, () -> new BrokerSettings(directory, port, controllerPort, overrides));
        BrokerProcess.run(settings, family.parent(), family.siblings(), System.out::println);
        return 0;
    }
}
