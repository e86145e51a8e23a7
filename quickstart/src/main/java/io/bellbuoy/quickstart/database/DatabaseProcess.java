package io.bellbuoy.quickstart.database;

import io.bellbuoy.quickstart.process.ParentWatch;
import io.bellbuoy.quickstart.process.ProcessFile;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The life of a JVM that keeps a PostgreSQL: until it is told to end, or until the process that started it is gone. */
public final class DatabaseProcess {

    private DatabaseProcess() {}

    /**
     * Runs a PostgreSQL; returns only when the JVM ends.
     *
     * @param parent the process to outlive by nothing
     * @param siblings the processes to end too when the parent is gone without having ended them
     * @param log gets a line about what happens
     */
    public static void run(
            DatabaseSettings settings, ProcessHandle parent, ProcessFile siblings, Consumer<String> log) {
        // At the end of the JVM it stops by a hook of the library.
        LocalDatabase database = LocalDatabase.start(settings);
        CompletableFuture<Void> orphaned = ParentWatch.start(parent, siblings, database::close, log);
        log.accept("database listens at " + settings.url());
        orphaned.join();
    }
}
