package io.bellbuoy.quickstart.process;

import io.bellbuoy.quickstart.console.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The child processes of one demo. They end with it: on {@link #close()}, on Ctrl-C or SIGTERM by a shutdown hook, and after
 * a kill that lets no hook run they are found through the {@link ProcessFile} by the broker, which watches its parent, and at
 * the next start. Children end in the reverse order of their start. Thread-safe.
 */
public final class ProcessGroup implements AutoCloseable {

    static final String PARENT = "bellbuoy";

    private final ProcessFile file;
    private final Path logs;
    private final List<ChildProcess> children = new ArrayList<>();
    private volatile boolean closing;

    private ProcessGroup(ProcessFile file, Path logs) {
        this.file = file;
        this.logs = logs;
    }

    /**
     * Opens a group and ends what an earlier one left behind.
     *
     * @param logs the directory of the children's logs
     * @throws Problem if the parent of that earlier group is still running
     */
    public static ProcessGroup open(ProcessFile file, Path logs) {
        try {
            file.runningParent().ifPresent(pid -> {
                throw new Problem("A demo is already running on this directory (process " + pid
                        + "). End it by Ctrl-C or 'kill " + pid + "', or give this one --dir and --port-base.");
            });
            file.endLeftovers();
            ProcessGroup group = new ProcessGroup(file, logs);
            group.save();
            Runtime.getRuntime().addShutdownHook(new Thread(group::close, "bellbuoy-shutdown"));
            return group;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a command as a child whose output goes to {@code NAME.log}. */
    public synchronized ChildProcess start(String name, List<String> command) {
        if (closing) {
            throw new Problem("The demo is ending; " + name + " is not started.");
        }
        try {
            ChildProcess child = ChildProcess.start(name, command, logs.resolve(name + ".log"));
            children.add(child);
            save();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }

    /**
     * Starts this program again as a child, with a command that ends with its parent: it is told who that is, and of the file
     * of its siblings.
     *
     * @param name of the child
     * @param main the main class of this program
     * @param javaOptions of the child's JVM
     * @param arguments the command and its own arguments
     */
    public ChildProcess startSelf(String name, Class<?> main, List<String> javaOptions, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--parent=" + ProcessHandle.current().pid());
        all.add("--processes=" + file.path());
        return start(name, JavaCommand.self(main, javaOptions, all));
    }

    /** Whether the group is ending or has ended, so that a child's end is no news. */
    public boolean isClosing() {
        return closing;
    }

    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            for (int i = children.size() - 1; i >= 0; i--) {
                ProcessFile.end(children.get(i).handle());
            }
            children.clear();
            try {
                Files.deleteIfExists(file.path());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void save() throws IOException {
        List<ProcessFile.Entry> entries = new ArrayList<>();
        entries.add(ProcessFile.Entry.of(PARENT, ProcessHandle.current()));
        children.forEach(child -> entries.add(ProcessFile.Entry.of(child.name(), child.handle())));
        file.write(entries);
    }
}
