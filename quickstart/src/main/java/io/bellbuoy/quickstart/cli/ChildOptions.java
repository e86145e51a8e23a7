package io.bellbuoy.quickstart.cli;

import io.bellbuoy.quickstart.process.ProcessFile;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a process that another one of these commands started knows its family. */
final class ChildOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--parent", required = true, description = "The process to end with.")
    private long parent;

    @Option(names = "--processes", required = true, description = "The file that names the processes to end as well.")
    private Path processes;

    ProcessHandle parent() {
        return ProcessHandle.of(parent)
                .orElseThrow(() -> new ParameterException(command.commandLine(), "There is no process " + parent));
    }

    ProcessFile siblings() {
        return new ProcessFile(processes);
    }
}
