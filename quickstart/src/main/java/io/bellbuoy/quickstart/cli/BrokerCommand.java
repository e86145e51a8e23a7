package io.bellbuoy.quickstart.cli;

import io.bellbuoy.quickstart.broker.BrokerProcess;
import io.bellbuoy.quickstart.broker.BrokerSettings;
import io.bellbuoy.quickstart.process.ProcessFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(names = "--parent", required = true, description = "The process to end with.")
    private long parent;

    @Option(names = "--processes", required = true, description = "The file that names the processes to end as well.")
    private Path processes;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of Kafka's; may be repeated.")
    private Map<String, String> overrides = new HashMap<>();

    @Override
    public Integer call() {
        BrokerSettings settings =
                Usage.checked(command, () -> new BrokerSettings(directory, port, controllerPort, overrides));
        ProcessHandle watched = ProcessHandle.of(parent)
                .orElseThrow(() -> new ParameterException(command.commandLine(), "There is no process " + parent));
        BrokerProcess.run(settings, watched, new ProcessFile(processes), System.out::println);
        return 0;
    }
}
