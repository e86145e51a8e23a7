package io.bellbuoy.quickstart.cli;

import io.bellbuoy.quickstart.database.DatabaseProcess;
import io.bellbuoy.quickstart.database.DatabaseSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code database}: what other commands start as their PostgreSQL; not for people. */
@Command(name = "database", hidden = true, description = "Runs a PostgreSQL until its parent process is gone.")
public final class DatabaseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Option(names = "--data", required = true, description = "The directory of its data.")
    private Path data;

    @Option(names = "--binaries", required = true, description = "The directory that its programs are unpacked into.")
    private Path binaries;

    @Option(names = "--port", required = true, description = "For clients.")
    private int port;

    @Mixin
    private ChildOptions family = new ChildOptions();

    @Override
    public Integer call() {
        DatabaseSettings settings = Usage.checked(command, () -> new DatabaseSettings(data, binaries, port));
        DatabaseProcess.run(settings, family.parent(), family.siblings(), System.out::println);
        return 0;
    }
}
